import type { Instant } from "../instant.ts";
import { storable } from "../storable.ts";

/** From the most to the least urgent. */
export const priorities = ["urgent", "high", "normal", "low"] as const;
export type Priority = (typeof priorities)[number];

/** `deleted` only shows in exports and events. */
export const ticketStatuses = ["new", "open", "pending", "hold", "solved", "closed", "deleted"] as const;
export type TicketStatus = (typeof ticketStatuses)[number];

/** Solved tickets keep what they were solved under; closed ones refuse every change ("closed prevents ticket update"). */
export const unsolvedStatuses: readonly TicketStatus[] = ["new", "open", "pending", "hold"];

export function isUnsolved({ status }: { readonly status: TicketStatus }): boolean {
  return unsolvedStatuses.includes(status);
}

/** A ticket as Zendesk has it, as far as we look at it. */
export type Ticket = {
  readonly id: number;
  readonly status: TicketStatus;
  readonly priority: Priority | null;
  readonly organizationId: number | null;
  readonly groupId: number | null;
  readonly tags: readonly string[];
  /** How it came in, Zendesk's `via.channel`: `email`, `web`, `api` … */
  readonly channel: string | null;
  readonly subject: string;
  readonly description: string;
  readonly createdAt: Instant;
  /** In whole seconds: two changes within one second are not told apart. */
  readonly updatedAt: Instant;
};

/** Only what has to be written. Tags are added and removed, never replaced: people change them at the same time. */
export type TicketChange = {
  readonly addTags: readonly string[];
  readonly removeTags: readonly string[];
  readonly priority?: Priority;
  readonly groupId?: number;
};

/** So much of a description is looked at and remembered. */
const descriptionAtMostCharacters = 2000;

/** The beginning of a ticket's description. */
export function keptDescription(text: string): string {
  return storable(text.slice(0, descriptionAtMostCharacters));
}

export function keptSubject(text: string): string {
  return storable(text);
}
