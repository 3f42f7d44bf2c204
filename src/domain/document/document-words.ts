import { counted } from "../counted.ts";
import type { HoursKind, Metric } from "../catalogue/target.ts";
import type { Priority } from "../tickets/ticket.ts";

const minutesOfHour = 60;
const minutesOfDay = 24 * minutesOfHour;

/** "15 minutes", "4 business hours", "1 hour 30 minutes", "3 days". A day of business hours is no day: they stay hours. */
export function inDuration(minutes: number, hours: HoursKind): string {
  if (hours === "calendar" && minutes >= 2 * minutesOfDay && minutes % minutesOfDay === 0) {
    return counted(minutes / minutesOfDay, "day");
  }
  const [wholeHours, rest] = [Math.floor(minutes / minutesOfHour), minutes % minutesOfHour];
  const business = hours === "business" ? "business " : "";
  if (wholeHours === 0) return counted(rest, `${business}minute`);
  const first = counted(wholeHours, `${business}hour`);
  return rest === 0 ? first : `${first} ${counted(rest, "minute")}`;
}

export const metricNames: Readonly<Record<Metric, string>> = {
  first_reply_time: "First reply",
  next_reply_time: "Next reply",
  requester_wait_time: "Waiting in all",
  agent_work_time: "Our work in all",
  periodic_update_time: "Regular update",
  pausable_update_time: "Pausable update",
  total_resolution_time: "Resolution",
};

/** Zendesk help, "Defining SLA policies": what each metric measures. */
export const metricMeanings: Readonly<Record<Metric, string>> = {
  first_reply_time: "from the request until a person first answers it",
  next_reply_time: "from each further message until a person answers it",
  requester_wait_time:
    "all the time that a request waits for us until it is solved, without the time it waits for you",
  agent_work_time: "all the time that a request is in our hands until it is solved",
  periodic_update_time: "between one answer of ours and the next until the request is solved",
  pausable_update_time: "between one answer of ours and the next, without the time the request waits for you",
  total_resolution_time: "from the request until it is solved, whoever it waits for",
};

export const priorityNames: Readonly<Record<Priority, string>> = {
  urgent: "Urgent",
  high: "High",
  normal: "Normal",
  low: "Low",
};

/** "a", "a and b", "a, b and c". */
export function enumerated(words: readonly string[], conjunction: "and" | "or" = "and"): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} ${conjunction} ${last}`;
}

/** "Urgent and high". */
export function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
