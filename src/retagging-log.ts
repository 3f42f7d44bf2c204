import { DateTime } from "luxon";
import type { Logger } from "pino";

import { wouldBreach } from "./domain/tickets/breaches.ts";
import { type Catalogue, levelOf } from "./domain/catalogue/catalogue.ts";
import type { LevelChange } from "./jobs/ticket-ports.ts";
import type { Database } from "./store/database.ts";
import { listUnsolvedTickets } from "./store/tickets/unsolved-tickets.ts";

export type RetaggingLogOptions = {
  readonly db: Database;
  readonly catalogue: Catalogue;
  readonly log: Logger;
};

/** Says how many tickets will be re-tagged because organizations have another level, and how many breach at once. */
export function createRetaggingLog({
  db,
  catalogue,
  log,
}: RetaggingLogOptions): (changes: readonly LevelChange[]) => void {
  async function tell(changes: readonly LevelChange[]): Promise<void> {
    const levels = new Map(changes.map(({ organizationId, level }) => [organizationId, level]));
    const tickets = await listUnsolvedTickets(db, [...levels.keys()]);
    if (tickets.length === 0) return;
    const now = DateTime.utc();
    const breaching = tickets.filter((ticket) =>
      wouldBreach(ticket, levelOf(levels.get(ticket.organizationId ?? 0), catalogue), catalogue, now),
    ).length;
    const line = { organizations: changes.length, tickets: tickets.length, breaching };
    if (breaching > 0) log.warn(line, "tickets.retagging");
    else log.info(line, "tickets.retagging");
  }

  return (changes) => void tell(changes).catch((err: unknown) => log.warn({ err }, "tickets.retagging"));
}
