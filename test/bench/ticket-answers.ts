import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import type { Ticket } from "../../src/sandbox/ticket.ts";
import type { WebhookOptions } from "../../src/sandbox/webhook-options.ts";
import { everyLevelTag, levelTags } from "../support/level-tags.ts";
import { levelTagOf, newTicketOf } from "./bench-tickets.ts";
import { watchTickets } from "./ticket-watch.ts";

/** How tickets fared since they were last forgotten. */
export type TicketAccount = {
  readonly wallMs: number;
  readonly tookMs: readonly number[];
};

/** A ticket, and the tags and the priority that a simple client would give it. */
export type PlainTask = Pick<Ticket, "id"> & { readonly tags: readonly string[] };

/** What the bench asks of tickets, and has done to them by people. */
export function ticketAnswers(sandbox: Sandbox) {
  const watch = watchTickets(sandbox);
  const { account } = sandbox;
  let created = 0;

  function create(): Ticket {
    return sandbox.createTicket(newTicketOf(created++, account.organizations.list()));
  }

  return {
    tellWebhooks: (webhooks: readonly WebhookOptions[]) => sandbox.tellWebhooks(webhooks),
    createTickets(count: number): PlainTask[] {
      return Array.from({ length: count }, create).map(({ id, tags, organization_id }) => {
        const wanted = levelTagOf(account.organizations.get(organization_id ?? 0));
        return { id, tags: [...tags.filter((tag) => !everyLevelTag.includes(tag)), wanted] };
      });
    },
    /** An agent takes the tag of its level off the newest ticket. */
    untagTicket(): void {
      const newest = account.tickets.list().at(-1)!;
      sandbox.editTicket(newest.id, { remove_tags: levelTags(newest.tags) });
    },
    countWrong: () => watch.wrong,
    ticketAccount: (): TicketAccount => ({ wallMs: watch.wallMs, tookMs: watch.tookMs() }),
    forgetTickets: () => watch.forget(),
    countEvents: () => sandbox.deliveries.length,
    countUnderWay: () => sandbox.deliveries.filter(({ status }) => status === "under way").length,
    countUndelivered: () =>
      sandbox.deliveries.filter(({ status }) => status !== "success" && status !== "under way").length,
    /** How many calls of each kind there were. */
    callsByKind(): Readonly<Record<string, number>> {
      const calls = sandbox.calls.filter(({ path }) => path.startsWith("/api/v2/"));
      const kinds = Map.groupBy(calls, ({ method, path }) => `${method} ${addressOf(path)}`);
      return Object.fromEntries([...kinds].map(([kind, { length }]) => [kind, length]));
    },
  };
}

/** Without what differs from call to call. */
function addressOf(path: string): string {
  return path
    .replace("/api/v2/", "")
    .replace(/\?.*$/, "")
    .replace(/\.json$/, "")
    .replaceAll(/\/(?:V3-\w+|\d+)/g, "/{id}");
}
