import type { Catalogue, ServiceLevel } from "../catalogue/catalogue.ts";
import { type Finding, inconsistent, missing, present } from "./review-finding.ts";
import { type Metric, metrics } from "../catalogue/target.ts";

/** Whether somebody is told before a target is missed, somebody takes over when it is, and somebody else later. */
export function reviewEscalations({ serviceLevels }: Catalogue): Finding[] {
  return serviceLevels.flatMap((level) => {
    const troubles = metrics.flatMap((metric) => [
      ...aboutWarnings(level, metric),
      ...aboutEscalations(level, metric),
    ]);
    if (troubles.length > 0) return troubles;
    const { warnings, escalations } = level;
    return warnings.length + escalations.length === 0
      ? [missing(about(level), "nobody takes over what is late", where(level, "escalations"))]
      : [
          present(
            about(level),
            `${warnings.length} before a target is missed, ${escalations.length} afterwards`,
          ),
        ];
  });
}

function aboutWarnings(level: ServiceLevel, metric: Metric): Finding[] {
  const warnings = level.warnings.filter((warning) => warning.metric === metric);
  const targets = Object.values(level.targetMinutes[metric] ?? {});
  if (warnings.length > 0 && targets.length === 0) {
    return [
      inconsistent(about(level), `a warning for ${metric}, which has no target`, where(level, "warnings")),
    ];
  }
  if (warnings.length === 0) {
    return level.objectives.some((objective) => objective.metric === metric)
      ? [
          missing(
            about(level),
            `nobody is told before ${metric} is missed, which has an objective`,
            where(level, "warnings"),
          ),
        ]
      : [];
  }
  return warnings
    .filter(({ beforeMinutes }) => targets.every((minutes) => beforeMinutes >= minutes))
    .map(({ beforeMinutes }) =>
      inconsistent(
        about(level),
        `a warning ${beforeMinutes} minutes before ${metric} is missed, which never has as much time`,
        where(level, "warnings"),
      ),
    );
}

function aboutEscalations(level: ServiceLevel, metric: Metric): Finding[] {
  const steps = level.escalations.filter((escalation) => escalation.metric === metric);
  const [noted, path] = [about(level), where(level, "escalations")];
  const hasTargets = level.targetMinutes[metric] !== undefined;
  if (steps.length === 0) {
    return hasTargets && level.objectives.some((objective) => objective.metric === metric)
      ? [missing(noted, `nobody takes over when ${metric} is missed, which has an objective`, path)]
      : [];
  }
  if (!hasTargets) return [inconsistent(noted, `an escalation for ${metric}, which has no target`, path)];
  const isToldInTime =
    steps.some(({ afterMinutes }) => afterMinutes === 0) ||
    level.warnings.some((warning) => warning.metric === metric);
  const roles = new Set(steps.map(({ to }) => to));
  return [
    ...(isToldInTime
      ? []
      : [
          inconsistent(
            noted,
            `a gap: nobody is told before ${metric} is missed, or at once when it is`,
            path,
          ),
        ]),
    ...(steps.some(({ afterMinutes }) => afterMinutes > 0)
      ? []
      : [missing(noted, `nobody else takes over when ${metric} stays late`, path)]),
    ...(roles.size < steps.length
      ? [inconsistent(noted, `${metric} is handed twice to the same role`, path)]
      : []),
  ];
}

function about(level: ServiceLevel) {
  return { topic: "escalation", level: level.name } as const;
}

function where({ name }: ServiceLevel, list: "warnings" | "escalations"): string[] {
  return ["service_levels", name, list];
}
