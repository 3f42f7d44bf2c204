import type { Department } from "./department.ts";
import type { Escalation, Responsibility, Warning } from "./escalation.ts";
import type { Instant } from "../instant.ts";
import type { MetricSettings } from "./metric-settings.ts";
import type { Objective } from "./objective.ts";
import type { Offer } from "./offer.ts";
import type { OnboardingRules } from "./onboarding-rules.ts";
import type { Schedule } from "../hours/schedule.ts";
import type { HoursByPriority, TargetMinutes } from "./target.ts";
import type { UrgencyRule } from "./ticket-rules.ts";
import type { Priority } from "../tickets/ticket.ts";

/** The service catalogue: which segments of clients there are, what service each is promised, and what that asks of tickets. */
export type Catalogue = {
  /** In the order of the file, from the most to the least premium. */
  readonly segments: readonly Segment[];
  readonly serviceLevels: readonly ServiceLevel[];
  /** Name of the level that applies to a ticket of nobody we know. */
  readonly defaultServiceLevel: string;
  readonly fullCompare: FullCompare;
  readonly urgencyRules: readonly UrgencyRule[];
  /** When no rule matches. */
  readonly defaultPriority: Priority;
  readonly departments: readonly Department[];
  /** The roles that warnings and escalations name. */
  readonly responsibilities: readonly Responsibility[];
  readonly schedules: readonly Schedule[];
  readonly catchUp: CatchUp;
  readonly onboarding: OnboardingRules;
};

/** The regular comparison of all clients with Zendesk. */
export type FullCompare = {
  /** Local time of day, "02:00". */
  readonly at: string;
  /** IANA name. */
  readonly timeZone: string;
  /** What happens to fields of ours that somebody changed in Zendesk. */
  readonly onManualEdit: "restore" | "report";
  /** What happens when a client's organization was deleted in Zendesk. */
  readonly onDeleted: "restore" | "ask";
};

/** The regular reading of everything that changed in Zendesk, for whatever webhooks lost. */
export type CatchUp = {
  readonly everyMinutes: number;
  /** Where the very first reading starts; null: from the beginning. */
  readonly since: Instant | null;
};

/** A group of clients as accounting names it. `slug` makes its dropdown option `segment_<slug>`. */
export type Segment = {
  readonly name: string;
  readonly slug: string;
  /** Name of the service level its clients have unless one is set apart for them. */
  readonly serviceLevel: string;
};

/** A promise. `slug` makes its tag and dropdown option `los_<slug>`. */
export type ServiceLevel = Offer & {
  readonly name: string;
  readonly slug: string;
  readonly description: string;
  readonly targetMinutes: TargetMinutes;
  readonly hours: HoursByPriority;
  /** Name of the schedule that says what business hours are; null: there is none, they are all hours. */
  readonly schedule: string | null;
  readonly metricSettings: MetricSettings;
  readonly objectives: readonly Objective[];
  readonly warnings: readonly Warning[];
  readonly escalations: readonly Escalation[];
};

export function findSegment(catalogue: Catalogue, name: string): Segment | undefined {
  return catalogue.segments.find((segment) => segment.name === name);
}

export function findServiceLevel(catalogue: Catalogue, name: string): ServiceLevel | undefined {
  return catalogue.serviceLevels.find((level) => level.name === name);
}

/** The level whose tag is the option of an organization in `client_service_level`, else the default. */
export function levelOf(option: string | null | undefined, catalogue: Catalogue): ServiceLevel {
  const level =
    catalogue.serviceLevels.find((candidate) => serviceLevelTag(candidate) === option?.toLowerCase()) ??
    findServiceLevel(catalogue, catalogue.defaultServiceLevel);
  if (!level) throw new Error(`the catalogue has no service level "${catalogue.defaultServiceLevel}"`);
  return level;
}

/** Names of the schedules by which levels count, or while which somebody is there for their clients. */
export function namedSchedules(levels: readonly ServiceLevel[]): ReadonlySet<string> {
  return new Set(
    levels.flatMap(({ schedule, coverage }) => [
      ...(schedule === null ? [] : [schedule]),
      ...(coverage.kind === "schedules" ? coverage.names : []),
    ]),
  );
}

/** The dropdown option and tag of a segment in Zendesk. */
export function segmentOption(segment: Segment): string {
  return `segment_${segment.slug}`;
}

/** The dropdown option and tag of a service level in Zendesk. */
export function serviceLevelTag(level: ServiceLevel): string {
  return `los_${level.slug}`;
}
