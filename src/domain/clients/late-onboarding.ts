import type { DateTime } from "luxon";

import { endOfBusinessDays } from "../hours/business-days.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Replier } from "../catalogue/onboarding-rules.ts";
import type { OnboardingStep } from "./onboarding.ts";

/** A new client that is not served as promised yet. */
export type OpenOnboarding = {
  readonly clientId: string;
  readonly name: string | null;
  /** When its notification came. */
  readonly since: DateTime;
  /** Steps that are not done. */
  readonly missing: readonly Pick<OnboardingStep, "step" | "title">[];
  /** Who was reminded, and when, oldest first. */
  readonly reminders: readonly { readonly to: string; readonly at: DateTime }[];
};

/** When so many have not helped, a person has to call. */
const remindersAtMost = 3;

const stepOf: Readonly<Record<Replier, OnboardingStep["step"]>> = {
  da: "da-reply",
  "account-management": "account-management-reply",
};

type Rules = Pick<Catalogue, "onboarding" | "schedules">;

/** Whether more business days have gone by than an onboarding may take. */
export function isLate(
  { since }: Pick<OpenOnboarding, "since">,
  { onboarding, schedules }: Rules,
  now: DateTime,
): boolean {
  const schedule = schedules.find(({ name }) => name === onboarding.schedule) ?? null;
  const until = endOfBusinessDays(since, onboarding.remindAfterDays, schedule);
  return until !== undefined && until <= now;
}

/** Whether somebody is to be reminded of a late onboarding: at once, and again each time as many days have gone by. */
export function isReminderDue(
  { missing, reminders }: OpenOnboarding,
  to: Replier,
  rules: Rules,
  now: DateTime,
): boolean {
  if (!missing.some(({ step }) => step === stepOf[to])) return false;
  const sent = reminders.filter((reminder) => reminder.to === to);
  const last = sent.at(-1);
  return !last || (sent.length < remindersAtMost && isLate({ since: last.at }, rules, now));
}
