import type { Catalogue, ServiceLevel } from "../catalogue/catalogue.ts";
import { type Department, groupIdOf, type TargetException } from "../catalogue/department.ts";
import { exceptionsOf, type LevelException } from "../catalogue/exceptions-of.ts";
import { isAmong } from "../is-among.ts";
import { levelUnder } from "../catalogue/level-under.ts";
import type { Ticket } from "../tickets/ticket.ts";

/** Which of a level's SLA policies Zendesk applies: that of the first exception that applies, else the level's own. */
export type PolicyExplanation = {
  /** Undefined: the level's own. */
  readonly exception: TargetException | undefined;
  /** The level with the targets of the policy; without any there is no policy. */
  readonly promised: ServiceLevel;
  /** As tried, in order: only the last one can apply. */
  readonly tried: readonly ExceptionFinding[];
};

export type ExceptionFinding = LevelException & { readonly applies: boolean };

/** `groups`: ids by name in lower case. An exception for a group that is not there has no policy, so does not apply. */
export function explainPolicy(
  ticket: Pick<Ticket, "tags" | "groupId">,
  level: ServiceLevel,
  catalogue: Catalogue,
  groups: ReadonlyMap<string, number>,
): PolicyExplanation {
  const findings = exceptionsOf(level, catalogue).map(({ department, exception }) => ({
    department,
    exception,
    applies: doesApply(exception, department, ticket, groups),
  }));
  const place = findings.findIndex(({ applies }) => applies);
  const exception = findings[place]?.exception;
  return {
    exception,
    promised: exception ? levelUnder(level, exception) : level,
    tried: exception ? findings.slice(0, place + 1) : findings,
  };
}

function doesApply(
  { appliesTo }: TargetException,
  department: Department,
  { tags, groupId }: Pick<Ticket, "tags" | "groupId">,
  groups: ReadonlyMap<string, number>,
): boolean {
  if (appliesTo.kind === "department") return groupId !== null && groupIdOf(department, groups) === groupId;
  return appliesTo.impact.some((tag) => isAmong(tag, tags));
}
