import type { Catalogue } from "../catalogue/catalogue.ts";
import { type Finding, inconsistent, missing, present } from "./review-finding.ts";
import { shadows } from "./review-shadow.ts";
import { priorities } from "../tickets/ticket.ts";

const about = { topic: "urgency", level: null } as const;

/** Whether every rule can decide, and every priority can come of it. */
export function reviewUrgency(catalogue: Catalogue): Finding[] {
  const { urgencyRules, defaultPriority } = catalogue;
  if (urgencyRules.length === 0) {
    return [missing(about, `every ticket is ${defaultPriority}`, ["urgency_rules"])];
  }
  const places = urgencyRules.map((rule, index) => ({
    priority: rule.priority,
    place: index + 1,
    shadowedBy: urgencyRules.slice(0, index).findIndex((earlier) => shadows(earlier, rule, catalogue)) + 1,
  }));
  const reached = new Set([
    defaultPriority,
    ...places.filter(({ shadowedBy }) => shadowedBy === 0).map(({ priority }) => priority),
  ]);
  const unreached = priorities.filter((priority) => !reached.has(priority));
  const troubles = [
    ...places
      .filter(({ shadowedBy }) => shadowedBy > 0)
      .map(({ place, priority, shadowedBy }) =>
        inconsistent(
          about,
          `rule ${place} (${priority}) never decides: rule ${shadowedBy} always does before`,
          ["urgency_rules", String(place)],
        ),
      ),
    ...(unreached.length > 0
      ? [missing(about, `no rule makes a ticket ${unreached.join(" or ")}`, ["urgency_rules"])]
      : []),
  ];
  return troubles.length > 0
    ? troubles
    : [present(about, `${urgencyRules.length} rules; otherwise ${defaultPriority}`)];
}
