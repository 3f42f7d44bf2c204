import type { DateTime } from "luxon";

import { elapsedMs } from "./business-hours.ts";
import type { Catalogue, ServiceLevel } from "./catalogue.ts";
import { momentOf } from "./instant.ts";
import { priorityFor } from "./match-ticket.ts";
import type { Metric } from "./target.ts";
import { isUnsolved, type Ticket } from "./ticket.ts";

/**
 * Whether the ticket would be in breach at once if it had this level. An estimate: Zendesk's ticket metrics are not
 * asked, so a ticket that is `new` counts as not answered, any other as answered, and time in which it was pending
 * counts. What has targets for other metrics only is never in breach here.
 */
export function wouldBreach(
  ticket: Ticket,
  level: ServiceLevel,
  catalogue: Catalogue,
  now: DateTime,
): boolean {
  if (!isUnsolved(ticket)) return false;
  const priority = ticket.priority ?? priorityFor(ticket, level, catalogue);
  const running: readonly Metric[] =
    ticket.status === "new" ? ["first_reply_time", "total_resolution_time"] : ["total_resolution_time"];
  const targets = running.flatMap((metric) => level.targetMinutes[metric]?.[priority] ?? []);
  if (targets.length === 0) return false;
  const schedule =
    level.hours[priority] === "business"
      ? catalogue.schedules.find(({ name }) => name === level.schedule)
      : undefined;
  return elapsedMs(momentOf(ticket.createdAt), now, schedule ?? null) >= Math.min(...targets) * 60_000;
}
