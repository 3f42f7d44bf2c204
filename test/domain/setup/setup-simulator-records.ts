import type {
  LiveHoliday,
  LiveOrganizationField,
  LivePolicy,
  LiveSchedule,
  LiveWebhook,
} from "../../../src/domain/setup/live-account.ts";
import type { SetupRequest } from "../../../src/domain/setup/setup-step.ts";
import { mergedSettings } from "../../../src/domain/setup/sla-settings.ts";

/** What is within the body of a request. */
export type Body = NonNullable<SetupRequest["body"]>;
export type Sent = {
  readonly [Key in "organization_field" | "schedule" | "holiday" | "webhook" | "sla_policy"]: Body;
} & {
  readonly group_sla_policy: Body;
  readonly workweek: { readonly intervals: readonly { start_time: number; end_time: number }[] };
  readonly sla_policy_ids: readonly (number | string)[];
};

export function fieldOf(
  sent: Body,
  old: LiveOrganizationField | undefined,
  newId: number,
): LiveOrganizationField {
  const options = sent["custom_field_options"] as LiveOrganizationField["options"] | undefined;
  return {
    id: newId,
    key: String(sent["key"]),
    type: String(sent["type"]),
    title: String(sent["title"]),
    ...old,
    active: Boolean(sent["active"] ?? old?.active ?? true),
    options:
      options?.map(({ id, name, value }, index) => ({ id: id ?? newId * 100 + index, name, value })) ??
      old?.options ??
      [],
  };
}

export function scheduleOf(sent: Body, old: LiveSchedule | undefined, newId: number): LiveSchedule {
  const monday = { start: 1980, end: 2460 };
  return {
    id: newId,
    intervals: [monday],
    holidays: [],
    ...old,
    name: String(sent["name"]),
    timeZone: String(sent["time_zone"]),
  };
}

export function intervalsOf(sent: Sent["workweek"]): LiveSchedule["intervals"] {
  return sent.intervals.map(({ start_time, end_time }) => ({ start: start_time, end: end_time }));
}

export function holidayOf(sent: Body, old: LiveHoliday | undefined, newId: number): LiveHoliday {
  return {
    id: old?.id ?? newId,
    name: String(sent["name"]),
    startDate: String(sent["start_date"]),
    endDate: String(sent["end_date"]),
  };
}

/** Numbers come back as numbers, arrays are replaced, and a setting that is off is not shown. */
export function policyOf(sent: Body, old: LivePolicy | undefined, newId: number): LivePolicy {
  const rows = sent["policy_metrics"] as readonly {
    priority: string;
    metric: string;
    target_in_seconds: number;
    business_hours: boolean;
  }[];
  const filter = sent["filter"] as Partial<LivePolicy["filter"]>;
  const settings = sent["metric_settings"] as LivePolicy["metricSettings"] | undefined;
  return {
    id: old?.id ?? newId,
    title: String(sent["title"]),
    description: sent["description"] as string | null,
    position: old?.position ?? Number(sent["position"] ?? Number.MAX_SAFE_INTEGER),
    filter: {
      all: (filter.all ?? []).map((one) => ({ ...one, value: asNumber(one.value) })),
      any: filter.any ?? [],
    },
    metrics: rows.map(({ priority, metric, target_in_seconds: seconds, business_hours }) => ({
      priority,
      metric,
      targetMinutes: seconds / 60,
      isBusinessHours: business_hours,
    })),
    metricSettings: shown(mergedSettings(old?.metricSettings ?? {}, settings ?? {})),
  };
}

function asNumber(value: unknown): unknown {
  return typeof value === "string" && /^\d+$/.test(value) ? Number(value) : value;
}

function shown(settings: LivePolicy["metricSettings"]): LivePolicy["metricSettings"] {
  const on = Object.entries(settings).map(
    ([metric, named]) =>
      [metric, Object.fromEntries(Object.entries(named).filter(([, value]) => value))] as const,
  );
  return Object.fromEntries(on.filter(([, named]) => Object.keys(named).length > 0));
}

/** One that comes at a position pushes that which is there, and those after it, down. */
export function positioned(policies: readonly LivePolicy[]): readonly LivePolicy[] {
  const newest = policies.at(-1);
  return policies
    .toSorted(
      (one, other) => one.position - other.position || Number(other === newest) - Number(one === newest),
    )
    .map((one, index) => ({ ...one, position: index + 1 }));
}

export function reordered(
  policies: readonly LivePolicy[],
  ids: readonly (number | string)[],
): readonly LivePolicy[] {
  if (new Set(ids).size !== policies.length || ids.length !== policies.length) {
    throw new Error(`the order names ${ids.length} policies, there are ${policies.length}`);
  }
  return policies
    .map((one) => ({ ...one, position: ids.indexOf(one.id) + 1 }))
    .toSorted((one, other) => one.position - other.position);
}

export function webhookOf(sent: Body, old: LiveWebhook | undefined, newId: number): LiveWebhook {
  const { id, name, endpoint, status, subscriptions } = {
    id: String(newId),
    ...old,
    ...sent,
  } as LiveWebhook;
  return { id, name, endpoint, status, subscriptions };
}
