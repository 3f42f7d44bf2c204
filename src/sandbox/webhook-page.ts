import type { ManagedWebhook } from "./managed-webhook.ts";
import { presentWebhook } from "./managed-webhooks.ts";
import { link, positive } from "./pagination.ts";
import type { Query } from "./request-parts.ts";
import { ulidOf } from "./ulid.ts";

const maxPerPage = 100;

/** A page of webhooks, the newest first; recorded lists name cursors only when there is more. */
export function webhookPage(
  webhooks: readonly ManagedWebhook[],
  { address, query }: { readonly address: string; readonly query: Query },
): object {
  const size = Math.min(positive(query, "page[size]", maxPerPage), maxPerPage);
  const newestFirst = webhooks.toReversed();
  const after = newestFirst.findIndex((webhook) => cursorOf(webhook) === query["page[after]"]);
  const page = newestFirst.slice(after + 1, after + 1 + size);
  const last = page.at(-1);
  const hasMore = after + 1 + size < webhooks.length;
  const shown = page.map(presentWebhook);
  if (!hasMore || !last) return { meta: { has_more: false }, webhooks: shown };
  const cursor = cursorOf(last);
  return {
    links: { next: link(address, { ...query, "page[after]": cursor }) },
    meta: { has_more: true, after_cursor: cursor },
    webhooks: shown,
  };
}

function cursorOf(webhook: ManagedWebhook): string {
  return Buffer.from(ulidOf(webhook)).toString("base64");
}
