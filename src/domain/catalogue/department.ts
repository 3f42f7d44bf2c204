import type { HoursByPriority, MinutesByPriority, TargetMinutes } from "./target.ts";
import type { TicketConditions } from "./ticket-rules.ts";

/** Who answers certain tickets: a ticket that has no group goes to that of the first department that takes it. */
export type Department = {
  readonly name: string;
  /** Name of its group in Zendesk. */
  readonly group: string;
  /** Any of these will do. */
  readonly takes: readonly TicketConditions[];
  /** How long a ticket may stay with the group: Zendesk's metric `group_ownership_time`. */
  readonly groupOwnershipMinutes: MinutesByPriority;
  /** Of `groupOwnershipMinutes`. */
  readonly hours: HoursByPriority;
  /** In order; the first that applies to a ticket decides. */
  readonly exceptions: readonly TargetException[];
};

/**
 * Targets of their own for some tickets of some levels. As Zendesk gives a ticket one SLA policy only, each is a
 * policy per level placed before the level's own, with the level's other targets in it (`levelUnder`).
 */
export type TargetException = {
  /** Unique in the catalogue. */
  readonly name: string;
  /** Names, at least one. */
  readonly serviceLevels: readonly string[];
  readonly appliesTo: ExceptionScope;
  readonly targetMinutes: TargetMinutes;
  /** What is absent counts as it does for the level. */
  readonly hours: Partial<HoursByPriority>;
};

export type ExceptionScope =
  /** Tickets with the group of the department. */
  | { readonly kind: "department" }
  /** Tickets with one of these tags, in whichever group: what was chosen in the impact dropdown. */
  | { readonly kind: "issue"; readonly impact: readonly string[] };

/** The id of its group; undefined: Zendesk has none of that name. `groups`: ids by name in lower case. */
export function groupIdOf({ group }: Department, groups: ReadonlyMap<string, number>): number | undefined {
  return groups.get(group.toLowerCase());
}
