import type { DateTime } from "luxon";

import { runningSinceCreation } from "../tickets/breaches.ts";
import { dueAt, elapsedMs } from "../hours/business-hours.ts";
import type { Catalogue, ServiceLevel } from "../catalogue/catalogue.ts";
import { momentOf } from "../instant.ts";
import { type Wait, waitOf } from "../catalogue/wait.ts";
import { type Metric, metrics } from "../catalogue/target.ts";
import type { Priority, Ticket } from "../tickets/ticket.ts";

/** How long what Zendesk measures may take for a ticket, and until when that is. */
export type TargetExplanation = { readonly metric: Metric; readonly wait: Wait; readonly clock: Clock };

export type Clock =
  | {
      readonly kind: "since-creation";
      /** Undefined: its schedule is not open for so long within ten years. */
      readonly dueAt: DateTime | undefined;
      /** In the hours of the target; less than 0: past due. Undefined: it is not running any more, as far as can be told. */
      readonly leftMs: number | undefined;
    }
  /** What it counts is only in Zendesk's own records. */
  | { readonly kind: "by-events"; readonly counts: string };

/** Zendesk help, "Defining SLA policies". Null: from the creation of the ticket on. */
const countedBy: Readonly<Record<Metric, string | null>> = {
  first_reply_time: null,
  next_reply_time: "starts with the oldest comment of the requester that nobody has answered",
  requester_wait_time: "counts while the ticket is new, open or on hold; stands still while it is pending",
  agent_work_time: "counts while the ticket is new or open; stands still while it is pending or on hold",
  periodic_update_time: "starts anew with each public comment of an agent",
  pausable_update_time:
    "starts anew with each public comment of an agent; stands still while the ticket is pending",
  total_resolution_time: null,
};

/** The targets that a ticket of this priority has, in Zendesk's order of metrics. */
export function explainTargets(
  ticket: Ticket,
  priority: Priority,
  promised: ServiceLevel,
  catalogue: Catalogue,
  now: DateTime,
): readonly TargetExplanation[] {
  return metrics.flatMap((metric) => {
    const wait = waitOf(promised, metric, priority, catalogue);
    return wait ? [{ metric, wait, clock: clockOf(metric, wait, ticket, now) }] : [];
  });
}

function clockOf(metric: Metric, { minutes, schedule }: Wait, ticket: Ticket, now: DateTime): Clock {
  const counts = countedBy[metric];
  if (counts !== null) return { kind: "by-events", counts };
  const due = dueAt(momentOf(ticket.createdAt), minutes * 60_000, schedule);
  const isRunning = runningSinceCreation(ticket).includes(metric);
  const leftMs = due && isRunning ? elapsedMs(now, due, schedule) - elapsedMs(due, now, schedule) : undefined;
  return { kind: "since-creation", dueAt: due, leftMs };
}
