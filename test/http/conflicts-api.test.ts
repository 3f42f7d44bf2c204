import { describe, expect, it } from "vitest";

import { fakeOperations } from "../support/fake-operations.ts";
import { aConflict } from "../support/operations-world.ts";
import { refusal, refusalOf } from "./app-under-test.ts";
import { ask, startOperations } from "./asking.ts";

describe("a conflict", () => {
  it("is decided by one of its choices, once", async () => {
    const decided = { decision: "adopt" as const, by: "vera", reason: "ours", at: new Date(0) };
    await using under = await startOperations(
      fakeOperations({ conflicts: [aConflict, { ...aConflict, id: "18", decided }] }),
    );
    const resolve = async (id: string, decision: string) =>
      await ask(under, `/api/conflicts/${id}/resolve`, { body: { decision, reason: "it is theirs" } });

    const right = await resolve("17", "adopt");

    expect(right.json()).toMatchObject({
      conflict: { id: "17", decided: { decision: "adopt", by: "ada", at: "2026-11-20T18:00:00.000Z" } },
    });
    expect(refusalOf(await resolve("17", "restore"))).toEqual(refusal(422, "invalid-request"));
    expect(refusalOf(await resolve("17", "burn"))).toEqual(refusal(422, "invalid-request"));
    expect(refusalOf(await resolve("18", "adopt"))).toEqual(refusal(409, "not-now"));
  });
});
