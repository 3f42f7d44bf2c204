import { describe, expect, it } from "vitest";

import type { Happening } from "./history.ts";
import { recoveryFigures } from "./recovery-figures.ts";

function disaster(name: string, at: number, until: number): Happening {
  return { kind: "disaster", name, at, until };
}

function recovered(what: "work" | "attempts", since: number, at: number): Happening {
  return { kind: "recovered", what, since, at };
}

function answered(at: number, until: number): Happening {
  return { kind: "answered", at, until, message: "m1", status: 503 };
}

const never = { count: 0, medianMs: 0, worstMs: 0 };

describe("work that a killed worker held", () => {
  const killed = [disaster("worker killed", 20_000, 20_100), recovered("work", 20_100, 30_500)];

  it("counts from the kill until it was taken again", () => {
    expect(recoveryFigures(killed).workTakenAgain).toEqual({ count: 1, medianMs: 10_500, worstMs: 10_500 });
  });

  it.each<[string, Happening]>([
    ["redis was killed meanwhile", disaster("redis killed", 25_000, 26_000)],
    ["the other worker was still frozen", disaster("worker frozen", 10_000, 20_050)],
    [
      "leases of another worker that was killed shortly before were not over",
      disaster("worker killed", 9000, 9500),
    ],
    [
      "another worker died at a crash point",
      { kind: "crashed", at: 22_000, role: "worker", life: 3, point: "p" },
    ],
    ["a process ended by itself", { kind: "ended", at: 22_000, role: "http", life: 3 }],
  ])("does not count when %s", (_, other) => {
    expect(recoveryFigures([...killed, other]).workTakenAgain).toEqual(never);
  });

  it("counts when redis was killed long before", () => {
    expect(recoveryFigures([...killed, disaster("redis killed", 18_000, 19_000)]).workTakenAgain.count).toBe(
      1,
    );
  });
});

it("counts the first attempt from the moment at which redis is back, however long it was away", () => {
  const { attemptAfterRedis } = recoveryFigures([
    disaster("redis killed", 1000, 2000),
    recovered("attempts", 2000, 2700),
    disaster("redis frozen", 5000, 8000),
    recovered("attempts", 8000, 8100),
    disaster("redis killed", 10_000, 11_000),
    recovered("attempts", 11_000, 11_900),
  ]);

  expect(attemptAfterRedis).toEqual({ count: 3, medianMs: 700, worstMs: 900 });
});

it("takes of each freeze the slowest of the answers to what came in meanwhile", () => {
  const { answerWhileFrozen, answersWhileFrozen } = recoveryFigures([
    answered(900, 4000),
    disaster("redis frozen", 1000, 3000),
    answered(1000, 1010),
    answered(2900, 3400),
    disaster("database frozen", 5000, 7000),
    answered(5500, 7300),
    disaster("database frozen", 9000, 11_000),
    answered(9500, 20_000),
    disaster("http killed", 10_000, 10_100),
  ]);

  expect(answersWhileFrozen).toBe(3);
  expect(answerWhileFrozen).toEqual({ count: 2, medianMs: 1800, worstMs: 1800 });
});
