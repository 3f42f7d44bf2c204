import type { Catalogue, ServiceLevel } from "./catalogue.ts";
import { mentions } from "./mentions.ts";
import type { Department, TicketConditions } from "./ticket-rules.ts";
import type { Priority, Ticket } from "./ticket.ts";

/** The priority that a ticket gets if nobody gave it one. */
export function priorityFor(ticket: Ticket, level: ServiceLevel, catalogue: Catalogue): Priority {
  const rule = catalogue.urgencyRules.find((candidate) => matches(candidate, ticket, level));
  return rule?.priority ?? catalogue.defaultPriority;
}

/** The department that a ticket goes to if it has no group. */
export function findDepartment(
  ticket: Ticket,
  level: ServiceLevel,
  catalogue: Catalogue,
): Department | undefined {
  return catalogue.departments.find(({ takes }) =>
    takes.some((conditions) => matches(conditions, ticket, level)),
  );
}

function matches(conditions: TicketConditions, ticket: Ticket, level: ServiceLevel): boolean {
  const { impact, keywords, channels, serviceLevels } = conditions;
  return (
    (serviceLevels.length === 0 || serviceLevels.includes(level.name)) &&
    (channels.length === 0 || isAmong(ticket.channel ?? "", channels)) &&
    (impact.length === 0 || ticket.tags.some((tag) => isAmong(tag, impact))) &&
    (keywords.length === 0 || mentions(`${ticket.subject}\n\n${ticket.description}`, keywords))
  );
}

function isAmong(value: string, values: readonly string[]): boolean {
  return values.some((candidate) => candidate.toLowerCase() === value.toLowerCase());
}
