import { policyOrderStep } from "../domain/setup/plan-policy-order.ts";
import type { IdReference } from "../domain/setup/setup-reference.ts";
import type { SetupRequest } from "../domain/setup/setup-step.ts";
import { orderOf } from "../domain/setup/sla-order.ts";
import { patiently } from "../jobs/patiently.ts";
import type { AppliedStep } from "../store/history/setup-applies.ts";
import { applyStep, type ApplyStepOptions } from "../zendesk/apply-step.ts";
import type { ZendeskClient } from "../zendesk/client.ts";
import { isGone } from "../zendesk/is-gone.ts";
import { listLivePolicies } from "../zendesk/live-policies.ts";
import { refusalText } from "./refusal-text.ts";

type Undoing = ApplyStepOptions & { readonly zendesk: ZendeskClient };

/** Answers why it could not be undone. What was made and is gone is undone; what was deleted comes back under another id. */
export async function undoStep(
  { id, undo }: AppliedStep,
  { zendesk, ...options }: Undoing,
): Promise<string | undefined> {
  try {
    const requests =
      id === policyOrderStep
        ? await Promise.all(undo.map(async (request) => await orderAsFarAsGoes(request, zendesk, options)))
        : undo;
    await applyStep(zendesk, { id, requests }, options);
    return undefined;
  } catch (err) {
    return isGone(err) && err.exchange.method === "DELETE" ? undefined : refusalText(err);
  }
}

/** Zendesk takes the order of all policies that it has: some may have come or gone since. */
async function orderAsFarAsGoes(
  request: SetupRequest,
  zendesk: ZendeskClient,
  { ids, signal }: Pick<ApplyStepOptions, "ids" | "signal">,
): Promise<SetupRequest> {
  const named = request.body?.["sla_policy_ids"] as readonly (number | IdReference)[];
  const before = named.map((id) => (typeof id === "object" ? ids.get(id.$id) : id));
  const live = await patiently(async () => await listLivePolicies(zendesk), signal);
  const now = live.map(({ id }) => id);
  const known = before.filter((id) => id !== undefined && now.includes(id)) as readonly (number | string)[];
  return { ...request, body: { sla_policy_ids: orderOf(now, known) } };
}
