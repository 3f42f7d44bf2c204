import { createHash } from "node:crypto";

import type { Message } from "../../src/jobs/inbox.ts";
import { clientIdOf, factsOf } from "./bench-clients.ts";

const firstAt = Date.UTC(2026, 10, 20, 15);

/** Clients `from` to `to` (exclusive) get another account manager; in the first round they come in. */
export function clientEvents(round: number, from: number, to: number): Message {
  const id = `million-${round}-${from}`;
  const occurredAt = instantOf(round);
  const statements = Array.from({ length: to - from }, (_, offset) => {
    const accountManager = `Manager ${round}`;
    const says = round === 0 ? { ...factsOf(from + offset), accountManager } : { accountManager };
    return { clientId: clientIdOf(from + offset), messageId: id, occurredAt, says };
  });
  return {
    ...bytesOf(statements),
    source: "accounting",
    id,
    kind: "assignments",
    occurredAt,
    effectiveAt: null,
    statements,
  };
}

/** Something happened to a ticket, and the event does not show enough of it: it is to be fetched. */
export function ticketEvent(round: number, ticketId: number): Message {
  return {
    ...bytesOf({ ticketId, round }),
    source: "zendesk",
    id: `million-${round}-${ticketId}`,
    kind: "zen:event-type:ticket.comment_added",
    occurredAt: instantOf(round),
    effectiveAt: null,
    statements: [],
    signal: { kind: "ticket", ticketId, seen: null },
  };
}

function bytesOf(said: object): Pick<Message, "body" | "digest"> {
  const body = Buffer.from(JSON.stringify(said));
  return { body, digest: createHash("sha256").update(body).digest("hex") };
}

function instantOf(round: number): Message["occurredAt"] {
  return new Date(firstAt + round * 1000).toISOString().replace("Z", "000000Z");
}
