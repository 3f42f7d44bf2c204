import type { Organization } from "../../src/sandbox/account.ts";
import type { Ticket } from "../../src/sandbox/ticket.ts";
import type { NewTicket } from "../../src/sandbox/tickets.ts";

const subjects = [
  "Our site is down",
  "I cannot log in",
  "A question about the invoice",
  "Feature request: dark mode",
];

/** Tags of service levels, by `config/service-levels.yaml`; the last one is that of a ticket of nobody's. */
const levelTags = ["los_vip", "los_key_account", "los_corporate", "los_smb"];

/**
 * A ticket as it comes in, without a priority. One in twenty is of no organization, and one in ten brings the tag of a
 * level along (a macro set it); most of those have two then.
 */
export function newTicketOf(index: number, organizations: readonly Organization[]): NewTicket {
  const organization = index % 20 === 19 ? undefined : organizations[index % organizations.length];
  const tags = index % 10 === 3 ? [levelTags[(index + 1) % levelTags.length]!] : [];
  return {
    subject: subjects[index % subjects.length]!,
    description: `Ticket ${index} of the benchmark.`,
    via: { channel: "email" },
    organization_id: organization?.id ?? null,
    tags,
  };
}

/** The tag that a ticket of the organization should have. */
export function levelTagOf(organization: Organization | undefined): string {
  const level = organization?.organization_fields["client_service_level"];
  return typeof level === "string" ? level : levelTags.at(-1)!;
}

export function isLevelTag(tag: string): boolean {
  return levelTags.includes(tag);
}

/** Exactly one tag of a level, the right one, and a priority. */
export function isRight(ticket: Ticket, organization: Organization | undefined): boolean {
  const tags = ticket.tags.filter(isLevelTag);
  return tags.length === 1 && tags[0] === levelTagOf(organization) && ticket.priority !== null;
}
