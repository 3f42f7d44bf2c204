import type { Priority } from "../tickets/ticket.ts";

/** What a rule asks of a ticket: of each list that is not empty, at least one. */
export type TicketConditions = {
  /** Values of the company's impact dropdown, which Zendesk shows as tags of the ticket. */
  readonly impact: readonly string[];
  /** Words or phrases of subject or description. */
  readonly keywords: readonly string[];
  /** Zendesk's `via.channel`. */
  readonly channels: readonly string[];
  /** Names of service levels. */
  readonly serviceLevels: readonly string[];
};

/** The priority of a ticket to which nobody gave one. The first rule that matches decides. */
export type UrgencyRule = TicketConditions & { readonly priority: Priority };
