import type { Catalogue } from "../domain/catalogue/catalogue.ts";
import type { Department } from "../domain/catalogue/department.ts";
import type { TicketConditions } from "../domain/catalogue/ticket-rules.ts";
import type { OnboardingRules } from "../domain/catalogue/onboarding-rules.ts";
import type { DepartmentInFile } from "./department-schema.ts";
import type { OnboardingInFile } from "./onboarding-schema.ts";
import type { CatalogueFile } from "./schema.ts";
import { serviceLevelOf } from "./service-level-of.ts";
import type { ConditionsInFile } from "./ticket-rules-schema.ts";

/** A sound file as the rest of us know it. */
export function catalogueOf(file: CatalogueFile): Catalogue {
  const firstSchedule = file.schedules[0]?.name ?? null;
  return {
    segments: file.segments.map(({ service_level: serviceLevel, ...segment }) => ({
      ...segment,
      serviceLevel,
    })),
    serviceLevels: file.service_levels.map((level) => serviceLevelOf(level, firstSchedule)),
    defaultServiceLevel: file.default_service_level,
    fullCompare: {
      at: file.full_compare.at,
      timeZone: file.full_compare.time_zone,
      onManualEdit: file.full_compare.on_manual_edit,
      onDeleted: file.full_compare.on_deleted,
    },
    urgencyRules: file.urgency_rules.map((rule) => ({ ...conditionsOf(rule), priority: rule.priority })),
    defaultPriority: file.default_priority,
    departments: file.departments.map(departmentOf),
    responsibilities: file.responsibilities.map(({ who = null, ...rest }) => ({ ...rest, who })),
    schedules: file.schedules.map(({ time_zone: timeZone, ...schedule }) => ({ ...schedule, timeZone })),
    catchUp: { everyMinutes: file.catch_up.every_minutes, since: file.catch_up.since ?? null },
    onboarding: onboardingOf(file.onboarding, firstSchedule),
  };
}

function onboardingOf(
  { remind_after: remindAfterDays, schedule, replies }: OnboardingInFile,
  firstSchedule: string | null,
): OnboardingRules {
  return {
    remindAfterDays,
    schedule: schedule ?? firstSchedule,
    emails: {
      da: replies.da?.email ?? null,
      "account-management": replies.account_management?.email ?? null,
    },
  };
}

function departmentOf({ name, group = name, takes, hours, ...rest }: DepartmentInFile): Department {
  return {
    name,
    group,
    takes: takes.map(conditionsOf),
    groupOwnershipMinutes: rest.group_ownership_time,
    hours,
    exceptions: rest.exceptions.map((exception) => ({
      name: exception.name,
      serviceLevels: exception.service_levels,
      appliesTo: exception.when ? { kind: "issue", impact: exception.when.impact } : { kind: "department" },
      targetMinutes: exception.targets,
      hours: exception.hours,
    })),
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
