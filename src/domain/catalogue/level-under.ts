import type { ServiceLevel } from "./catalogue.ts";
import type { TargetException } from "./department.ts";

/** What a level promises where an exception applies: its own targets, except for the metrics that the exception names. */
export function levelUnder(level: ServiceLevel, exception: TargetException): ServiceLevel {
  return {
    ...level,
    targetMinutes: { ...level.targetMinutes, ...exception.targetMinutes },
    hours: { ...level.hours, ...exception.hours },
  };
}
