import type { Statement } from "../domain/clients/client.ts";
import type { Instant } from "../domain/instant.ts";
import type { Ticket } from "../domain/tickets/ticket.ts";
import type { Urgency, WorkKey } from "./ports.ts";

/** A signed message as it came in, and what it says of each client, or of what to look at. */
export type Message = {
  readonly source: "accounting" | "import" | "zendesk";
  /** The sender's id, unique per source: the same id is the same message. */
  readonly id: string;
  /** `new-client`, `assignments`, `segment-changes`, `client-list`; of Zendesk's, the type of the event. */
  readonly kind: string;
  /** The bytes that were signed. */
  readonly body: Uint8Array;
  /** Of what the message says, not of its spelling: two messages with one id must agree in it. */
  readonly digest: string;
  readonly occurredAt: Instant;
  /** When its statements take effect; null: at once. */
  readonly effectiveAt: Instant | null;
  readonly statements: readonly Statement[];
  /** Of a change set: by what name accounting knows it. */
  readonly changeSetId?: string;
  readonly signal?: Signal;
  /** Default: live. */
  readonly urgency?: Urgency;
  /** W3C trace context of where it came in, when traces are kept. */
  readonly traceparent?: string;
};

/** What a Zendesk event tells us: where to look. */
export type Signal =
  /** `seen`: the ticket as the event shows it, where it shows all we look at. */
  | { readonly kind: "ticket"; readonly ticketId: number; readonly seen: Ticket | null }
  /** `updatedAt`: of the organization, where the event says it. */
  | { readonly kind: "organization"; readonly organizationId: number; readonly updatedAt: Instant | null }
  /** Kept for a person: it was signed, and we cannot make sense of it. */
  | { readonly kind: "unreadable"; readonly reason: string };

/** What became of a message that was handed to the inbox. */
export type Accepted = {
  readonly duplicate: boolean;
  /** Keys that have work to do now. */
  readonly dirty: readonly WorkKey[];
};

/** Two messages that say different things came under one id. */
export class MessageIdReused extends Error {
  override readonly name = "MessageIdReused";
}

/** The message could not be made durable; the sender should try again. */
export class NotDurable extends Error {
  override readonly name = "NotDurable";
}

export interface Inbox {
  /**
   * Makes the message durable, merges what it says and marks what has to be looked at, all or nothing.
   * @throws MessageIdReused
   * @throws NotDurable
   */
  accept(message: Message): Promise<Accepted>;
}
