import { describe, expect, it } from "vitest";

import { fakeOperations } from "../support/fake-operations.ts";
import { aCondition } from "../support/operations-world.ts";
import { refusal, refusalOf } from "./app-under-test.ts";
import { ask, startOperations } from "./asking.ts";

describe("a notification", () => {
  it("is muted until a moment, and told again", async () => {
    const operations = fakeOperations({ conditions: [aCondition] });
    await using under = await startOperations(operations);
    const { name } = aCondition;

    const muted = await ask(under, "/api/notifications/mute", {
      body: { name, until: "2026-12-01T00:00:00-08:00", reason: "known" },
    });
    const unmuted = await ask(under, "/api/notifications/unmute", { body: { name } });
    const unknown = await ask(under, "/api/notifications/unmute", { body: { name: "cause:none" } });

    expect(muted.json()).toMatchObject({ notification: { name, mutedUntil: "2026-12-01T08:00:00.000Z" } });
    expect(unmuted.json()).toMatchObject({ notification: { mutedUntil: null } });
    expect(refusalOf(unknown)).toEqual(refusal(404, "not-found"));
  });
});
