import { patiently } from "../jobs/patiently.ts";
import { getSigningSecret, listLiveWebhooks } from "../zendesk/live-webhooks.ts";
import type { OpenSetup } from "./open-setup.ts";
import type { SetupOptions } from "./setup-scope.ts";

/** The signing secret of our webhook, where the environment does not have it. */
export async function missingSecret(
  { zendesk, config }: OpenSetup,
  { webhookUrl }: SetupOptions,
): Promise<string | undefined> {
  const webhooks = await patiently(async () => await listLiveWebhooks(zendesk));
  const ours = webhooks.find(({ endpoint }) => endpoint === webhookUrl);
  if (!ours) return undefined;
  const secret = await patiently(async () => await getSigningSecret(zendesk, ours.id));
  return config.zendesk.webhookSecrets.includes(secret) ? undefined : secret;
}
