import type { SetupPlan } from "./setup-step.ts";

/** How many calls to Zendesk the plan costs. */
export function estimateCalls({ steps }: SetupPlan): number {
  return steps.reduce((calls, { requests }) => calls + requests.length, 0);
}
