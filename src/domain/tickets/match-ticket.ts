import type { Catalogue, ServiceLevel } from "../catalogue/catalogue.ts";
import type { Department } from "../catalogue/department.ts";
import { matches } from "./match-conditions.ts";
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
