import type { Catalogue, ServiceLevel } from "../catalogue/catalogue.ts";
import type { TargetException } from "../catalogue/department.ts";
import { type Audience, type Block, paragraph, type Section, table } from "./document-tree.ts";
import { capitalized, enumerated, inDuration, metricNames, priorityNames } from "./document-words.ts";
import { exceptionsOf } from "../catalogue/exceptions-of.ts";
import { levelUnder } from "../catalogue/level-under.ts";
import {
  countingHours,
  type HoursByPriority,
  type HoursKind,
  type MinutesByPriority,
  metrics,
} from "../catalogue/target.ts";
import { type Priority, priorities } from "../tickets/ticket.ts";

const none = "–";

type Promises = Pick<ServiceLevel, "targetMinutes" | "hours" | "schedule">;

/** How long each thing may take by the priority of a request, and when time counts. */
export function targetBlocks({ targetMinutes, hours, schedule }: Promises): readonly Block[] {
  const counting = countingHours(hours, { hasSchedule: schedule !== null });
  const promised = metrics.filter((metric) => targetMinutes[metric]);
  const shown = priorities.filter((priority) =>
    promised.some((metric) => targetMinutes[metric]?.[priority] !== undefined),
  );
  if (shown.length === 0) return [];
  const rows = shown.map((priority) => [
    priorityNames[priority],
    ...promised.map((metric) => targetCell(targetMinutes[metric], counting, priority)),
  ]);
  return [
    ...table(["Priority", ...promised.map((metric) => metricNames[metric])], rows),
    paragraph(whenTimeCounts(shown, counting, schedule)),
  ];
}

/** What is promised instead for some requests. */
export function exceptionSections(
  level: ServiceLevel,
  catalogue: Catalogue,
  audience: Audience,
): readonly Section[] {
  return exceptionsOf(level, catalogue).map(({ department: { name }, exception }) => ({
    title: exception.name,
    blocks: [paragraph(scopeInWords(exception, name, audience)), ...exceptionBlocks(level, exception)],
    sections: [],
  }));
}

/** The cell of a table: how long, in whichever hours count for the priority. */
export function targetCell(
  minutes: MinutesByPriority | undefined,
  hours: HoursByPriority,
  priority: Priority,
): string {
  const duration = minutes?.[priority];
  return duration === undefined ? none : inDuration(duration, hours[priority]);
}

function exceptionBlocks(level: ServiceLevel, exception: TargetException): readonly Block[] {
  return targetBlocks({ ...levelUnder(level, exception), targetMinutes: exception.targetMinutes });
}

function scopeInWords({ appliesTo }: TargetException, department: string, audience: Audience): string {
  switch (appliesTo.kind) {
    case "department":
      return `For requests that ${department} answers, in place of the above:`;
    case "issue":
      return audience === "staff"
        ? `For requests with the impact ${enumerated(appliesTo.impact, "or")}, in place of the above:`
        : "For requests of this kind, in place of the above:";
  }
}

function whenTimeCounts(shown: readonly Priority[], hours: HoursByPriority, schedule: string | null): string {
  const of = (kind: HoursKind): readonly Priority[] => shown.filter((priority) => hours[priority] === kind);
  const [always, business] = [of("calendar"), of("business")];
  if (business.length === 0) return "Time counts around the clock.";
  if (always.length === 0) return `Time counts in the business hours of ${schedule}.`;
  return (
    `${capitalized(enumerated(always))}: time counts around the clock. ` +
    `${capitalized(enumerated(business))}: in the business hours of ${schedule}.`
  );
}
