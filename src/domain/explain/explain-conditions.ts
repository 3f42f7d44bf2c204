import type { ServiceLevel } from "../catalogue/catalogue.ts";
import { type Asked, askedBy, hasAny } from "../tickets/match-conditions.ts";
import type { TicketConditions } from "../catalogue/ticket-rules.ts";
import type { Ticket } from "../tickets/ticket.ts";

/** One of the things that a rule asks for. It holds if any was found. */
export type ConditionFinding = {
  readonly asks: Asked;
  readonly anyOf: readonly string[];
  /** Those of `anyOf` that the ticket has. */
  readonly found: readonly string[];
};

/** What a rule asks of a ticket, and what of that is there. */
export function findingsOf(
  conditions: TicketConditions,
  ticket: Ticket,
  level: ServiceLevel,
): readonly ConditionFinding[] {
  return askedBy(conditions).map((asks) => {
    const anyOf = conditions[asks];
    return { asks, anyOf, found: anyOf.filter((value) => hasAny(asks, [value], ticket, level)) };
  });
}

/** Whether a rule with these findings matches: all that it asks for holds. */
export function allHold(findings: readonly ConditionFinding[]): boolean {
  return findings.every(({ found }) => found.length > 0);
}
