import type { DateTime } from "luxon";

import type { Catalogue } from "../catalogue/catalogue.ts";
import { type DepartmentExplanation, explainDepartment } from "./explain-department.ts";
import { explainOption, type LevelChoice } from "./explain-level.ts";
import { explainPolicy, type PolicyExplanation } from "./explain-policy.ts";
import { explainPriority, type PriorityExplanation } from "./explain-priority.ts";
import { explainTargets, type TargetExplanation } from "./explain-targets.ts";
import type { Ticket } from "../tickets/ticket.ts";

export type TicketExplanation = {
  readonly choice: LevelChoice;
  readonly priority: PriorityExplanation;
  readonly department: DepartmentExplanation;
  readonly policy: PolicyExplanation;
  readonly targets: readonly TargetExplanation[];
};

/**
 * Why a ticket has the targets that it has once we have written what is missing (`changeOfTicket`). A solved one is
 * explained as if it were not solved: what it would have. `option`: of its organization in `client_service_level`, null
 * without; `groups`: ids by name in lower case.
 */
export function explainTicket(
  ticket: Ticket,
  option: string | null,
  catalogue: Catalogue,
  groups: ReadonlyMap<string, number>,
  now: DateTime,
): TicketExplanation {
  const choice = explainOption(option, catalogue);
  const { level } = choice;
  const priority = explainPriority(ticket, level, catalogue);
  const department = explainDepartment(ticket, level, catalogue, groups);
  const policy = explainPolicy({ ...ticket, groupId: department.groupId }, level, catalogue, groups);
  const targets = explainTargets(ticket, priority.priority, policy.promised, catalogue, now);
  return { choice, priority, department, policy, targets };
}
