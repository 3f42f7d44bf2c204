import type { Organization } from "../../src/sandbox/account.ts";
import type { Ticket } from "../../src/sandbox/ticket.ts";
import type { NewTicket } from "../../src/sandbox/tickets.ts";
import { everyLevelTag, levelTags } from "../support/level-tags.ts";

const subjects = [
  "Our site is down",
  "I cannot log in",
  "A question about the invoice",
  "Feature request: dark mode",
];

/**
 * A ticket as it comes in, without a priority. One in twenty is of no organization, and one in ten brings the tag of a
 * level along (a macro set it); most of those have two then.
 */
export function newTicketOf(index: number, organizations: readonly Organization[]): NewTicket {
  const organization = index % 20 === 19 ? undefined : organizations[index % organizations.length];
  const tags = index % 10 === 3 ? [everyLevelTag[(index + 1) % everyLevelTag.length]!] : [];
  return {
    subject: subjects[index % subjects.length]!,
    description: `Ticket ${index} of the benchmark.`,
    via: { channel: "email" },
    organization_id: organization?.id ?? null,
    tags,
  };
}

/** The tag that a ticket of the organization should have; one of nobody's, that of the lowest level. */
export function levelTagOf(organization: Organization | undefined): string {
  const level = organization?.organization_fields["client_service_level"];
  return typeof level === "string" ? level : everyLevelTag.at(-1)!;
}

/** Exactly one tag of a level, the right one, and a priority. */
export function isRight(ticket: Ticket, organization: Organization | undefined): boolean {
  const tags = levelTags(ticket.tags);
  return tags.length === 1 && tags[0] === levelTagOf(organization) && ticket.priority !== null;
}
