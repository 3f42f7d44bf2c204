import type { Catalogue, ServiceLevel } from "../catalogue/catalogue.ts";
import { type Finding, inconsistent, missing, present } from "./review-finding.ts";
import { isSlower, waitInWords, waitOf } from "../catalogue/wait.ts";
import { type Metric, metrics } from "../catalogue/target.ts";
import { priorities, type Priority } from "../tickets/ticket.ts";

/** Zendesk's three ways to measure how long it took until a ticket was solved. */
const resolutionMetrics: readonly Metric[] = [
  "total_resolution_time",
  "requester_wait_time",
  "agent_work_time",
];

/** Whether each level promises a reply and a solution, more urgent is faster, and more premium is not slower. */
export function reviewTargets(catalogue: Catalogue): Finding[] {
  return catalogue.serviceLevels.flatMap((level) => {
    const troubles = [
      ...incomplete(level, ["first_reply_time"], "a first reply"),
      ...incomplete(level, resolutionMetrics, "a resolution"),
      ...metrics.flatMap((metric) => slowerThanLessUrgent(level, metric, catalogue)),
      ...metrics.flatMap((metric) => slowerThanLessPremium(level, metric, catalogue)),
    ];
    if (troubles.length > 0) return troubles;
    const promised = metrics.filter((metric) => level.targetMinutes[metric]);
    return [present(about(level), promised.join(", "))];
  });
}

function incomplete(level: ServiceLevel, any: readonly Metric[], what: string): Finding[] {
  const without = priorities.filter((priority) =>
    any.every((metric) => level.targetMinutes[metric]?.[priority] === undefined),
  );
  if (without.length === 0) return [];
  const whose = without.length === priorities.length ? "" : ` for ${without.join(", ")}`;
  const metric = any.find((candidate) => level.targetMinutes[candidate]) ?? any[0] ?? "";
  return [missing(about(level), `no target for ${what}${whose}`, where(level, metric))];
}

function slowerThanLessUrgent(level: ServiceLevel, metric: Metric, catalogue: Catalogue): Finding[] {
  return priorities.flatMap((priority, index) => {
    const wait = waitOf(level, metric, priority, catalogue);
    if (!wait) return [];
    for (const lessUrgent of priorities.slice(index + 1)) {
      const other = waitOf(level, metric, lessUrgent, catalogue);
      if (!other || !isSlower(wait, other)) continue;
      const words = `${metric}: ${priority} takes ${waitInWords(wait, other)}, ${lessUrgent} only ${waitInWords(other, wait)}`;
      return [inconsistent(about(level), words, where(level, metric, priority))];
    }
    return [];
  });
}

function slowerThanLessPremium(level: ServiceLevel, metric: Metric, catalogue: Catalogue): Finding[] {
  const { serviceLevels } = catalogue;
  const lessPremium = serviceLevels.slice(serviceLevels.indexOf(level) + 1);
  return priorities.flatMap((priority) => {
    const wait = waitOf(level, metric, priority, catalogue);
    for (const other of lessPremium) {
      const others = waitOf(other, metric, priority, catalogue);
      if (!others || (wait && !isSlower(wait, others))) continue;
      const words = wait
        ? `${metric}: ${priority} takes ${waitInWords(wait, others)}, for ${other.name} only ${waitInWords(others, wait)}`
        : `${metric}: nothing is promised for ${priority}, but it is to ${other.name}`;
      return [inconsistent(about(level), words, where(level, metric, priority))];
    }
    return [];
  });
}

function about(level: ServiceLevel) {
  return { topic: "targets", level: level.name } as const;
}

function where({ name }: ServiceLevel, metric: string, ...priority: readonly Priority[]): string[] {
  return ["service_levels", name, "targets", metric, ...priority];
}
