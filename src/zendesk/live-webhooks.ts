import type { ZendeskClient } from "node-zendesk";
import { z } from "zod";

import type { LiveWebhook } from "../domain/setup/live-account.ts";
import { listPages, request } from "./raw-request.ts";

const webhooksAnswer = z.object({
  webhooks: z
    .array(
      z.object({
        id: z.string(),
        name: z.string(),
        endpoint: z.string(),
        status: z.string(),
        subscriptions: z.array(z.string()).nullish(),
      }),
    )
    .nullish(),
});
const secretAnswer = z.object({ signing_secret: z.object({ secret: z.string() }) });

export async function listLiveWebhooks(client: ZendeskClient): Promise<LiveWebhook[]> {
  const pages = z.array(webhooksAnswer).parse(await listPages(client, "webhooks"));
  return pages
    .flatMap(({ webhooks }) => webhooks ?? [])
    .map(({ subscriptions, ...webhook }) => ({ ...webhook, subscriptions: subscriptions ?? [] }));
}

/** What Zendesk signs the webhook's events with. */
export async function getSigningSecret(client: ZendeskClient, webhookId: string): Promise<string> {
  const answer = await request(client, "GET", `webhooks/${webhookId}/signing_secret`);
  return secretAnswer.parse(answer).signing_secret.secret;
}
