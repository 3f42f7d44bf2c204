import type { Priority } from "../tickets/ticket.ts";

/** What Zendesk measures, by its own names (API reference, "SLA Policies"). */
export const metrics = [
  "first_reply_time",
  "next_reply_time",
  "requester_wait_time",
  "agent_work_time",
  "periodic_update_time",
  "pausable_update_time",
  "total_resolution_time",
] as const;
export type Metric = (typeof metrics)[number];

/** Minutes by priority; what is absent has no target. */
export type MinutesByPriority = Readonly<Partial<Record<Priority, number>>>;

export type TargetMinutes = Readonly<Partial<Record<Metric, MinutesByPriority>>>;

/** Whether targets count while the office is open, or around the clock. */
export const hoursKinds = ["business", "calendar"] as const;
export type HoursKind = (typeof hoursKinds)[number];

export type HoursByPriority = Readonly<Record<Priority, HoursKind>>;

const aroundTheClock: HoursByPriority = {
  urgent: "calendar",
  high: "calendar",
  normal: "calendar",
  low: "calendar",
};

/** The hours that count: where no schedule says which are business hours, all of them. */
export function countingHours(
  hours: HoursByPriority,
  { hasSchedule }: { readonly hasSchedule: boolean },
): HoursByPriority {
  return hasSchedule ? hours : aroundTheClock;
}
