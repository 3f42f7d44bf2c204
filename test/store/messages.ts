import type { ClientFacts } from "../../src/domain/clients/client.ts";
import type { Ticket } from "../../src/domain/tickets/ticket.ts";
import type { Message, Signal } from "../../src/jobs/inbox.ts";
import { at } from "../support/builders.ts";

export type Said = Partial<ClientFacts> & { readonly clientId?: string };

/** A message that says `said` of a client; of C-1 unless it names another. */
export function aMessage(id: string, said: Said | readonly Said[], other: Partial<Message> = {}): Message {
  const occurredAt = other.occurredAt ?? at(0);
  return {
    source: "accounting",
    id,
    kind: "new-client",
    body: Buffer.from(JSON.stringify(said)),
    digest: JSON.stringify([said, occurredAt]),
    occurredAt,
    effectiveAt: null,
    statements: [said].flat().map(({ clientId = "C-1", ...says }) => ({
      clientId,
      messageId: id,
      occurredAt,
      says,
    })),
    ...other,
  };
}

/** An event of Zendesk's. */
export function anEvent(id: string, signal: Signal, other: Partial<Message> = {}): Message {
  return {
    ...aMessage(id, []),
    source: "zendesk",
    kind: "ticket.updated",
    body: Buffer.from(JSON.stringify(signal)),
    digest: JSON.stringify(signal),
    signal,
    ...other,
  };
}

/** An event that shows the ticket. */
export function aTicketEvent(id: string, seen: Ticket): Message {
  return anEvent(id, { kind: "ticket", ticketId: seen.id, seen });
}
