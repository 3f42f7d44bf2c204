import { DateTime } from "luxon";

import type { Catalogue } from "../domain/catalogue/catalogue.ts";
import type { LiveAccount } from "../domain/setup/live-account.ts";
import { planPolicies } from "../domain/setup/plan-policies.ts";
import { planSetup } from "../domain/setup/plan-setup.ts";
import type { SetupPlan } from "../domain/setup/setup-step.ts";

export type SetupOptions = { readonly webhookUrl: string | null; readonly isPruning: boolean };

/** How much of Zendesk's setup a command is about. */
export type SetupScope = {
  readonly command: "setup" | "policies";
  readonly plan: (catalogue: Catalogue, live: LiveAccount, options: SetupOptions) => SetupPlan;
};

export const wholeSetup: SetupScope = {
  command: "setup",
  plan: (catalogue, live, options) => planSetup(catalogue, live, { ...options, now: DateTime.utc() }),
};

export const policiesAlone: SetupScope = {
  command: "policies",
  plan: (catalogue, live, { isPruning }) => planPolicies(catalogue, live, { isPruning }),
};
