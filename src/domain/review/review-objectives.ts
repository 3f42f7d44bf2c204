import type { Catalogue, ServiceLevel } from "../catalogue/catalogue.ts";
import type { Objective } from "../catalogue/objective.ts";
import { type Finding, inconsistent, missing, present } from "./review-finding.ts";
import { metrics } from "../catalogue/target.ts";

/** Whether what is promised is measured by an objective, and more premium has no lower one. */
export function reviewObjectives({ serviceLevels }: Catalogue): Finding[] {
  return serviceLevels.flatMap((level, index) => {
    const about = { topic: "objectives", level: level.name } as const;
    const where = ["service_levels", level.name, "objectives"];
    const withoutObjective = metrics.filter(
      (metric) => level.targetMinutes[metric] && !level.objectives.some((one) => one.metric === metric),
    );
    const troubles = [
      ...(withoutObjective.length > 0
        ? [missing(about, `no objective for ${withoutObjective.join(", ")}`, where)]
        : []),
      ...level.objectives
        .filter(({ metric }) => !level.targetMinutes[metric])
        .map(({ metric }) => inconsistent(about, `an objective for ${metric}, which has no target`, where)),
      ...level.objectives.flatMap((objective) => {
        const higher = findHigher(objective, serviceLevels.slice(index + 1));
        return higher
          ? [
              inconsistent(
                about,
                `${objective.sharePercent} % of ${objective.metric} a ${objective.window}, for ${higher.level} ${higher.sharePercent} %`,
                where,
              ),
            ]
          : [];
      }),
    ];
    if (troubles.length > 0) return troubles;
    return level.objectives.length === 0
      ? [missing(about, "no objectives", where)]
      : [present(about, level.objectives.map(inWords).join(", "))];
  });
}

function findHigher({ metric, window, sharePercent }: Objective, lessPremium: readonly ServiceLevel[]) {
  return lessPremium
    .flatMap(({ name, objectives }) => objectives.map((objective) => ({ ...objective, level: name })))
    .find((other) => other.metric === metric && other.window === window && other.sharePercent > sharePercent);
}

function inWords({ metric, sharePercent, window, credit }: Objective): string {
  return `${sharePercent} % of ${metric} a ${window}${credit === null ? "" : ", with a credit"}`;
}
