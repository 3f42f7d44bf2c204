import type { DateTime } from "luxon";

import type { Catalogue } from "../catalogue/catalogue.ts";
import type { LiveAccount } from "./live-account.ts";
import { planFields } from "./plan-fields.ts";
import { planPolicies } from "./plan-policies.ts";
import { planSchedules } from "./plan-schedules.ts";
import { planWebhook } from "./plan-webhook.ts";
import { joinPlans, type SetupPlan } from "./setup-step.ts";

export type SetupOptions = {
  /** Where Zendesk reaches the service; null: nowhere yet. */
  readonly webhookUrl: string | null;
  /** Whether what is ours and no longer in the catalogue is deleted. */
  readonly isPruning: boolean;
  readonly now: DateTime;
};

/** What has to be done so that Zendesk is as the catalogue says; once it is done, the plan is empty. */
export function planSetup(
  catalogue: Catalogue,
  live: LiveAccount,
  { webhookUrl, isPruning, now }: SetupOptions,
): SetupPlan {
  return joinPlans([
    planFields(catalogue, live),
    planSchedules(catalogue, live, { isPruning, now }),
    planPolicies(catalogue, live, { isPruning }),
    planWebhook(webhookUrl, live),
  ]);
}
