import { describe, expect, it } from "vitest";
import type { WorkKey } from "../../src/jobs/ports.ts";
import { sweep } from "../../src/jobs/sweep.ts";

const one: WorkKey = { kind: "reconcile-client", key: "C-1" };
const other: WorkKey = { kind: "reconcile-client", key: "C-2" };

describe("a sweep", () => {
  it("wakes what is due", async () => {
    const woken: WorkKey[][] = [];

    await sweep({
      applyScheduled: async () => [],
      listDue: async () => [one, other],
      wake: async (keys) => void woken.push([...keys]),
    });

    expect(woken).toEqual([[one, other]]);
  });

  it("wakes nobody when nothing is due", async () => {
    const woken: WorkKey[][] = [];

    await sweep({
      applyScheduled: async () => [],
      listDue: async () => [],
      wake: async (keys) => void woken.push([...keys]),
    });

    expect(woken).toEqual([]);
  });

  it("lets what was scheduled take effect before it looks, and wakes that too", async () => {
    const events: string[] = [];

    await sweep({
      applyScheduled: async () => {
        events.push("applied");
        return [one];
      },
      listDue: async () => {
        events.push("looked");
        return [other];
      },
      wake: async (keys) => void events.push(`woke ${keys.map(({ key }) => key).join()}`),
    });

    expect(events).toEqual(["applied", "woke C-1", "looked", "woke C-2"]);
  });

  it("wakes what is due even when what was scheduled cannot be applied, and tells", async () => {
    const woken: WorkKey[][] = [];

    const swept = sweep({
      applyScheduled: async () => {
        throw new Error("a statement makes no sense");
      },
      listDue: async () => [one],
      wake: async (keys) => void woken.push([...keys]),
    });

    await expect(swept).rejects.toThrow("a statement makes no sense");
    expect(woken).toEqual([[one]]);
  });
});
