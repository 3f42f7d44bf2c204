import { describe, expect, it } from "vitest";

import type { ClientRecord } from "../../../src/domain/clients/client.ts";
import { onboardingOf } from "../../../src/domain/clients/onboarding.ts";

/** A record in which each field was said at an hour of one day. */
function said(fields: Readonly<Record<string, readonly [value: unknown, hour: number]>>): ClientRecord {
  const entries = Object.entries(fields).map(([field, [value, hour]]) => [
    field,
    { value, occurredAt: at(hour), messageId: `m-${hour}` },
  ]);
  return { clientId: "C-1", fields: Object.fromEntries(entries) };
}

const at = (hour: number): string => `2026-11-20T${String(hour).padStart(2, "0")}:00:00.000000000Z`;

describe("how complete onboarding is", () => {
  it("nothing is done of a client that nobody told us of", () => {
    const { isComplete, steps } = onboardingOf(said({}));

    expect(isComplete).toBe(false);
    expect(steps.map(({ step, missing }) => [step, missing])).toEqual([
      ["notification", ["name", "segment"]],
      ["da-reply", ["seoAnalyst", "daAnalyst"]],
      ["account-management-reply", ["accountManager"]],
      ["ids", ["clientCenterId", "clientHubUrn"]],
    ]);
  });

  it("a step is done when the last of its fields was said", () => {
    const { isComplete, steps } = onboardingOf(
      said({ name: ["Acme", 9], segment: ["VIP", 11], seoAnalyst: ["Dana Fox", 10] }),
    );

    expect(isComplete).toBe(false);
    expect(steps.map(({ isDone, missing, doneAt }) => [isDone, missing, doneAt])).toEqual([
      [true, [], at(11)],
      [false, ["daAnalyst"], null],
      [false, ["accountManager"], null],
      [false, ["clientCenterId", "clientHubUrn"], null],
    ]);
  });

  it("who says that there is nobody has replied", () => {
    const { isComplete } = onboardingOf(
      said({
        name: ["Acme", 9],
        segment: ["VIP", 9],
        seoAnalyst: [null, 10],
        daAnalyst: [null, 10],
        accountManager: [null, 11],
        clientCenterId: [null, 12],
        clientHubUrn: ["g5-c-1", 12],
      }),
    );

    expect(isComplete).toBe(true);
  });
});
