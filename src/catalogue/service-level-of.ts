import type { ServiceLevel } from "../domain/catalogue/catalogue.ts";
import type { Coverage } from "../domain/catalogue/offer.ts";
import { aroundTheClock } from "./offer-schema.ts";
import type { ServiceLevelInFile } from "./service-level-schema.ts";

/** A level as the rest of us know it; `firstSchedule` is that of levels that name none. */
export function serviceLevelOf(
  {
    targets,
    metric_settings: metricSettings,
    knowledge_base: knowledgeBase,
    schedule: ownSchedule,
    ...level
  }: ServiceLevelInFile,
  firstSchedule: string | null,
): ServiceLevel {
  const schedule = ownSchedule ?? firstSchedule;
  return {
    ...level,
    targetMinutes: targets,
    schedule,
    metricSettings,
    knowledgeBase,
    coverage: coverageOf(level.coverage, schedule),
    objectives: level.objectives.map(({ share, credit = null, ...rest }) => ({
      ...rest,
      sharePercent: share,
      credit,
    })),
    warnings: level.warnings.map(({ before, ...rest }) => ({ ...rest, beforeMinutes: before })),
    escalations: level.escalations.map(({ after, ...rest }) => ({ ...rest, afterMinutes: after })),
  };
}

function coverageOf(written: ServiceLevelInFile["coverage"], schedule: string | null): Coverage {
  if (written === aroundTheClock) return { kind: "around-the-clock" };
  if (written !== undefined) return { kind: "schedules", names: written };
  return { kind: "schedules", names: schedule === null ? [] : [schedule] };
}
