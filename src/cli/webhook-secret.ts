import { findOurWebhook } from "../domain/setup/plan-webhook.ts";
import { patiently } from "../jobs/patiently.ts";
import { getSigningSecret, listLiveWebhooks } from "../zendesk/live-webhooks.ts";
import type { OpenSetup } from "./open-setup.ts";
import type { SetupOptions } from "./setup-scope.ts";

/** The signing secret of our webhook, where the environment does not have it. */
export async function missingSecret(
  { zendesk, config }: OpenSetup,
  { webhookUrl }: SetupOptions,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (webhookUrl === null) return undefined;
  const webhooks = await patiently(async () => await listLiveWebhooks(zendesk), signal);
  const ours = findOurWebhook(webhookUrl, webhooks);
  if (!ours) return undefined;
  const secret = await patiently(async () => await getSigningSecret(zendesk, ours.id), signal);
  return config.zendesk.webhookSecrets.includes(secret) ? undefined : secret;
}
