import type { Catalogue, ServiceLevel } from "../catalogue/catalogue.ts";
import { allHold, type ConditionFinding, findingsOf } from "./explain-conditions.ts";
import type { Priority, Ticket } from "../tickets/ticket.ts";

export type PriorityExplanation = {
  /** Somebody chose it; or the last of `rules` gives it; or no rule matches. */
  readonly kind: "chosen" | "rule" | "default";
  readonly priority: Priority;
  /** As tried, in the order of the catalogue: all but the last of a `rule` do not match. None if it was chosen. */
  readonly rules: readonly RuleFinding[];
};

export type RuleFinding = {
  /** Counted from 1. */
  readonly place: number;
  readonly priority: Priority;
  readonly matches: boolean;
  readonly findings: readonly ConditionFinding[];
};

export function explainPriority(
  ticket: Ticket,
  level: ServiceLevel,
  { urgencyRules, defaultPriority }: Catalogue,
): PriorityExplanation {
  if (ticket.priority !== null) return { kind: "chosen", priority: ticket.priority, rules: [] };
  const rules = urgencyRules.map((rule, index): RuleFinding => {
    const findings = findingsOf(rule, ticket, level);
    return { place: index + 1, priority: rule.priority, matches: allHold(findings), findings };
  });
  const first = rules.find(({ matches }) => matches);
  return first
    ? { kind: "rule", priority: first.priority, rules: rules.slice(0, first.place) }
    : { kind: "default", priority: defaultPriority, rules };
}
