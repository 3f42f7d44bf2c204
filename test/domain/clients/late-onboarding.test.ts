import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";

import { isLate, isReminderDue, type OpenOnboarding } from "../../../src/domain/clients/late-onboarding.ts";
import { theCatalogue } from "../../support/builders.ts";

const day = (number: number): DateTime => DateTime.utc(2026, 11, number, 15);

/** Every day is a business day, and two of them are too many. */
const rules = theCatalogue;

function anOnboarding(other: Partial<OpenOnboarding> = {}): OpenOnboarding {
  return {
    clientId: "C-1",
    name: "Acme",
    since: day(1),
    missing: [{ step: "da-reply", title: "DA reply" }],
    reminders: [],
    ...other,
  };
}

const remindedOn = (...days: number[]): Pick<OpenOnboarding, "reminders"> => ({
  reminders: days.map((number) => ({ to: "da", at: day(number) })),
});

describe("an onboarding", () => {
  it.each([
    ["is not late a day after the notification", 2, false],
    ["is late two days after it", 3, true],
  ])("%s", (_, today, answer) => {
    expect(isLate(anOnboarding(), rules, day(today))).toBe(answer);
  });
});

describe("a reminder to digital advertising", () => {
  it.each<[string, Partial<OpenOnboarding>, number, boolean]>([
    ["is due at once", {}, 3, true],
    ["is not due when it has replied", { missing: [{ step: "ids", title: "Ids" }] }, 3, false],
    ["is not due again a day later", remindedOn(3), 4, false],
    ["is due again two days later", remindedOn(3), 5, true],
    ["counts from the last one", remindedOn(3, 5), 6, false],
    ["is due a third time", remindedOn(3, 5), 7, true],
    ["is due no fourth time", remindedOn(3, 5, 7), 30, false],
    [
      "does not care whom else we reminded",
      { reminders: [{ to: "account-management", at: day(3) }] },
      3,
      true,
    ],
  ])("%s", (_, onboarding, today, isDue) => {
    expect(isReminderDue(anOnboarding(onboarding), "da", rules, day(today))).toBe(isDue);
  });
});
