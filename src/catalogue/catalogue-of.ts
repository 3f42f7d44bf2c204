import type { Catalogue } from "../domain/catalogue.ts";
import type { TicketConditions } from "../domain/ticket-rules.ts";
import type { CatalogueFile } from "./schema.ts";
import type { ConditionsInFile } from "./ticket-rules-schema.ts";

/** A sound file as the rest of us know it. */
export function catalogueOf(file: CatalogueFile): Catalogue {
  const firstSchedule = file.schedules[0]?.name ?? null;
  return {
    segments: file.segments.map(({ service_level: serviceLevel, ...segment }) => ({
      ...segment,
      serviceLevel,
    })),
    serviceLevels: file.service_levels.map(({ targets, schedule, ...level }) => ({
      ...level,
      targetMinutes: targets,
      schedule: schedule ?? firstSchedule,
    })),
    defaultServiceLevel: file.default_service_level,
    fullCompare: {
      at: file.full_compare.at,
      timeZone: file.full_compare.time_zone,
      onManualEdit: file.full_compare.on_manual_edit,
    },
    urgencyRules: file.urgency_rules.map((rule) => ({ ...conditionsOf(rule), priority: rule.priority })),
    defaultPriority: file.default_priority,
    departments: file.departments.map(({ name, group = name, takes }) => ({
      name,
      group,
      takes: takes.map(conditionsOf),
    })),
    schedules: file.schedules.map(({ time_zone: timeZone, ...schedule }) => ({ ...schedule, timeZone })),
    catchUp: { everyMinutes: file.catch_up.every_minutes, since: file.catch_up.since ?? null },
  };
}

function conditionsOf({
  impact = [],
  keywords = [],
  channels = [],
  service_levels: serviceLevels = [],
}: ConditionsInFile): TicketConditions {
  return { impact, keywords, channels, serviceLevels };
}
