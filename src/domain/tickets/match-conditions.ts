import type { ServiceLevel } from "../catalogue/catalogue.ts";
import { isAmong } from "../is-among.ts";
import { mentions } from "./mentions.ts";
import type { TicketConditions } from "../catalogue/ticket-rules.ts";
import type { Ticket } from "./ticket.ts";

/** One of the things that a rule may ask for: at least one of these values. */
export type Asked = keyof TicketConditions;

type IsThere = (anyOf: readonly string[], ticket: Ticket, level: ServiceLevel) => boolean;

/** Words come last: they take the longest to look for. */
const isThere: Readonly<Record<Asked, IsThere>> = {
  serviceLevels: (names, _, { name }) => names.includes(name),
  channels: (channels, { channel }) => isAmong(channel ?? "", channels),
  impact: (impact, { tags }) => tags.some((tag) => isAmong(tag, impact)),
  keywords: (phrases, { subject, description }) => mentions(`${subject}\n\n${description}`, phrases),
};

/** What a rule asks for at all, in the order in which it is looked for. */
export function askedBy(conditions: TicketConditions): readonly Asked[] {
  return (Object.keys(isThere) as readonly Asked[]).filter((asks) => conditions[asks].length > 0);
}

export function hasAny(asks: Asked, anyOf: readonly string[], ticket: Ticket, level: ServiceLevel): boolean {
  return isThere[asks](anyOf, ticket, level);
}

/** Whether all that a rule asks for is there. */
export function matches(conditions: TicketConditions, ticket: Ticket, level: ServiceLevel): boolean {
  return askedBy(conditions).every((asks) => hasAny(asks, conditions[asks], ticket, level));
}
