import type { Catalogue, ServiceLevel } from "../catalogue/catalogue.ts";
import { type Department, groupIdOf } from "../catalogue/department.ts";
import { allHold, type ConditionFinding, findingsOf } from "./explain-conditions.ts";
import type { Ticket } from "../tickets/ticket.ts";

export type DepartmentExplanation = {
  /** It has a group already; or the last of `tried` takes it; or none of them does. */
  readonly kind: "has-group" | "taken" | "untaken";
  /** Undefined also where the group that it has is of none. */
  readonly department: Department | undefined;
  /** The group it has, or is to get; null: none, or Zendesk has no group of that name. */
  readonly groupId: number | null;
  /** In the order of the catalogue; none if it has a group. */
  readonly tried: readonly DepartmentFinding[];
};

export type DepartmentFinding = {
  readonly name: string;
  readonly takes: boolean;
  /** For each reason to take a ticket. */
  readonly reasons: readonly (readonly ConditionFinding[])[];
};

/** `groups`: ids by name in lower case. */
export function explainDepartment(
  ticket: Ticket,
  level: ServiceLevel,
  { departments }: Catalogue,
  groups: ReadonlyMap<string, number>,
): DepartmentExplanation {
  const groupOf = (department: Department): number | null => groupIdOf(department, groups) ?? null;
  const { groupId } = ticket;
  if (groupId !== null) {
    const department = departments.find((one) => groupOf(one) === groupId);
    return { kind: "has-group", department, groupId, tried: [] };
  }
  const tried = departments.map(({ name, takes }): DepartmentFinding => {
    const reasons = takes.map((conditions) => findingsOf(conditions, ticket, level));
    return { name, takes: reasons.some(allHold), reasons };
  });
  const place = tried.findIndex(({ takes }) => takes);
  const department = departments[place];
  return department
    ? { kind: "taken", department, groupId: groupOf(department), tried: tried.slice(0, place + 1) }
    : { kind: "untaken", department: undefined, groupId: null, tried };
}
