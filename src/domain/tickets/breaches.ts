import type { DateTime } from "luxon";

import { elapsedMs } from "../hours/business-hours.ts";
import type { Catalogue, ServiceLevel } from "../catalogue/catalogue.ts";
import { momentOf } from "../instant.ts";
import { priorityFor } from "./match-ticket.ts";
import { waitOf } from "../catalogue/wait.ts";
import type { Metric } from "../catalogue/target.ts";
import { isUnsolved, type Ticket } from "./ticket.ts";

/**
 * Whether the ticket would be in breach at once if it had this level. An estimate: Zendesk's ticket metrics are not
 * asked (`runningSinceCreation`), time in which it was pending counts, and the exceptions of departments are not looked
 * at. What has targets for other metrics only is never in breach here.
 */
export function wouldBreach(
  ticket: Ticket,
  level: ServiceLevel,
  catalogue: Catalogue,
  now: DateTime,
): boolean {
  const priority = ticket.priority ?? priorityFor(ticket, level, catalogue);
  return runningSinceCreation(ticket).some((metric) => {
    const wait = waitOf(level, metric, priority, catalogue);
    return (
      wait !== undefined && elapsedMs(momentOf(ticket.createdAt), now, wait.schedule) >= wait.minutes * 60_000
    );
  });
}

/** Of what counts from the creation of a ticket. An estimate: `new` is taken as not answered, anything else as answered. */
export function runningSinceCreation(ticket: Ticket): readonly Metric[] {
  if (!isUnsolved(ticket)) return [];
  return ticket.status === "new" ? ["first_reply_time", "total_resolution_time"] : ["total_resolution_time"];
}
