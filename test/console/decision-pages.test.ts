import { describe, expect, test } from "vitest";

import { differences } from "../../src/console/conflicts/conflict-sides.ts";
import { consoleUnderTest } from "./console-under-test.ts";
import { fakeOperations } from "./fake-operations.ts";
import { aChange, aChangeSet, aCondition, aConflict } from "./page-worlds.ts";

test.each([
  ["nothing, when all say the same", [{ name: "Acme" }, { name: "Acme" }], []],
  [
    "what has another value",
    [
      { name: "Acme", id: "7" },
      { name: "Acme", id: "8" },
    ],
    ["id"],
  ],
  ["what only one says", [{ name: "Acme", id: "7" }, { name: "Acme" }], ["id"]],
  ["nothing, where one has none and the other does not say it", [{ id: null }, {}], []],
] as const)("two sides differ in %s", (_what, values, expected) => {
  expect([...differences(values.map((one) => ({ title: "", values: one })))]).toEqual(expected);
});

describe("a conflict", () => {
  function world() {
    const operations = fakeOperations();
    const resolved: unknown[] = [];
    return {
      resolved,
      operations: {
        ...operations,
        conflicts: {
          ...operations.conflicts,
          find: async (id: string) => aConflict("Acme", { id }),
          resolve: async (...args: unknown[]) => {
            resolved.push(args);
            return aConflict();
          },
        },
      },
    };
  }

  const by = { operator: "operator person", reason: "one company" };

  test("is decided by one of its choices, with a reason", async () => {
    const { operations, resolved } = world();
    await using running = await consoleUnderTest({ operations });
    const operator = await running.signedIn("operator");

    const answer = await operator.press("/conflicts/4", "/conflicts/4/resolve", {
      decision: "rename",
      name: " Acme East ",
      reason: by.reason,
      confirmed: "yes",
    });

    expect(answer.headers["location"]).toBe("/conflicts/4");
    expect(resolved).toEqual([["4", "rename", by, "Acme East"]]);
  });

  test.each([
    ["without a choice", { confirmed: "yes" }],
    ["without having said that its effect was read", { decision: "adopt" }],
    ["by what is no decision", { decision: "explode", confirmed: "yes" }],
  ])("is not decided %s", async (_how, fields) => {
    const { operations, resolved } = world();
    await using running = await consoleUnderTest({ operations });
    const operator = await running.signedIn("operator");

    const answer = await operator.press("/conflicts/4", "/conflicts/4/resolve", {
      ...fields,
      reason: by.reason,
    });

    expect([answer.statusCode, resolved]).toEqual([422, []]);
  });

  test("shows viewers what could be done, and says who decided when somebody did", async () => {
    const { operations } = world();
    await using running = await consoleUnderTest({ operations });
    const viewer = await running.signedIn("viewer");

    const { body } = await viewer.get("/conflicts/4");

    expect(body).toContain("<b>Adopt</b>: Acme");
    expect(body).toContain(`<span class="differs">differs</span>`);
    expect(body).not.toContain(`type="radio"`);
  });
});

test("a change set is cancelled after it was said how many keep what they have", async () => {
  const operations = fakeOperations();
  const cancelled: unknown[] = [];
  await using running = await consoleUnderTest({
    operations: {
      ...operations,
      changeSets: {
        ...operations.changeSets,
        find: async () => ({ set: aChangeSet("11/2026"), changes: [aChange()] }),
        cancel: async (...args: unknown[]) => {
          cancelled.push(args);
          return 2;
        },
      },
    },
  });
  const operator = await running.signedIn("operator");
  const path = `/change-sets/${encodeURIComponent("11/2026")}`;

  const before = await operator.get(`${path}/cancel`);
  const answer = await operator.press(`${path}/cancel`, `${path}/cancel`, { reason: "too early" });
  const after = await operator.get(path);

  expect(before.body).toContain("2 clients keep what they have");
  expect(answer.headers["location"]).toBe(path);
  expect(cancelled).toEqual([["11/2026", { operator: "operator person", reason: "too early" }]]);
  expect(after.body).toContain("Cancelled: 2 clients keep what they have.");
});

test("what stands is muted until a time, and not for as long as one likes", async () => {
  const operations = fakeOperations();
  const muted: unknown[] = [];
  await using running = await consoleUnderTest({
    operations: {
      ...operations,
      notifications: {
        ...operations.notifications,
        list: async () => [aCondition("conflict:4")],
        mute: async (name: string, until: Date) => {
          muted.push([name, until.toISOString()]);
          return aCondition(name);
        },
      },
    },
  });
  const operator = await running.signedIn("operator");

  const long = await operator.press("/notifications", "/notifications/mute", { hours: "9999" });
  await operator.press("/notifications", "/notifications/mute", { hours: "8" });

  expect(long.statusCode).toBe(422);
  expect(muted).toEqual([["conflict:4", "2026-11-20T23:04:05.000Z"]]);
});

test("the catalogue says what is promised, and what of it Zendesk does not have", async () => {
  await using running = await consoleUnderTest();
  const viewer = await running.signedIn("viewer");

  const { body } = await viewer.get("/catalogue");

  expect(body).toContain("1 thing of Zendesk");
  expect(body).toContain("los policies plan");
  expect(body).toContain("At a glance");
});
