import type { OrganizationField } from "./account.ts";
import type { RecordChange } from "./record-changes.ts";
import type { Happening } from "./webhook-happening.ts";
import { organizationDetail, organizationHappenings } from "./webhook-organization-events.ts";
import { ticketDetail, ticketHappenings } from "./webhook-ticket-events.ts";

/** The envelope that all event types share (Zendesk API reference, Webhook event types). */
export type WebhookEvent = {
  readonly account_id: number;
  readonly detail: object;
  readonly event: object;
  readonly id: string;
  readonly subject: string;
  readonly time: string;
  readonly type: string;
  readonly zendesk_event_version: string;
};

export type EventFacts = {
  /** When it happened. */
  readonly time: string;
  /** What the events of one change have in common. */
  readonly sequenceId: string;
  /** The custom fields of organizations. */
  readonly fields: readonly OrganizationField[];
  readonly newEventId: () => string;
};

export const accountId = 20_451_077;

/** The events that Zendesk makes of a change; of one that nobody can subscribe to, none. */
export function webhookEvents(change: RecordChange, facts: EventFacts): readonly WebhookEvent[] {
  const { id, detail, happenings } =
    change.kind === "ticket" ? ofTicket(change, facts) : ofOrganization(change, facts);
  return happenings.map(({ type, event }) => ({
    account_id: accountId,
    detail,
    event,
    id: facts.newEventId(),
    subject: `zen:${change.kind}:${id}`,
    time: facts.time,
    type: `zen:event-type:${type}`,
    zendesk_event_version: "2022-11-06",
  }));
}

type Told = {
  readonly id: number | undefined;
  readonly detail: object;
  readonly happenings: readonly Happening[];
};

function ofTicket(change: Extract<RecordChange, { kind: "ticket" }>, { sequenceId }: EventFacts): Told {
  const { actorId, before, after } = change;
  const ticket = after ?? before;
  if (!ticket) return nothing;
  const detail = { ...ticketDetail(ticket), actor_id: String(actorId) };
  return {
    id: ticket.id,
    detail: after ? detail : { ...detail, status: "DELETED" },
    happenings: ticketHappenings(before, after).map(({ type, event }, index) => ({
      type,
      event: { ...event, meta: { sequence: { id: sequenceId, position: index + 1 } } },
    })),
  };
}

function ofOrganization(
  change: Extract<RecordChange, { kind: "organization" }>,
  { fields }: EventFacts,
): Told {
  const { before, after } = change;
  const organization = after ?? before;
  if (!organization) return nothing;
  return {
    id: organization.id,
    detail: organizationDetail(organization),
    happenings: organizationHappenings(before, after, fields),
  };
}

const nothing: Told = { id: undefined, detail: {}, happenings: [] };
