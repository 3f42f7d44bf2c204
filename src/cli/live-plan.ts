import type { LiveAccount } from "../domain/setup/live-account.ts";
import type { SetupPlan } from "../domain/setup/setup-step.ts";
import { patiently } from "../jobs/patiently.ts";
import { readLiveAccount } from "../zendesk/live-account.ts";
import type { OpenSetup } from "./open-setup.ts";
import type { SetupOptions, SetupScope } from "./setup-scope.ts";

/** What the catalogue asks of Zendesk as it is now. */
export type LivePlan = { readonly live: LiveAccount; readonly plan: SetupPlan };

export async function planLive(
  { zendesk, catalogue }: OpenSetup,
  scope: SetupScope,
  options: SetupOptions,
  signal?: AbortSignal,
): Promise<LivePlan> {
  const live = await patiently(async () => await readLiveAccount(zendesk), signal);
  return { live, plan: scope.plan(catalogue, live, options) };
}
