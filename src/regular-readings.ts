import { DateTime } from "luxon";
import type { Logger } from "pino";

import type { Config } from "./config.ts";
import type { Catalogue } from "./domain/catalogue/catalogue.ts";
import { inBackground } from "./in-background.ts";
import { catchUpOrganizations, catchUpTickets } from "./jobs/catch-up.ts";
import { Rejected } from "./jobs/refusals.ts";
import type { OpenedZendesk } from "./open-zendesk.ts";
import {
  claimReading,
  recordOrganizationPage,
  recordTicketPage,
  restartReading,
} from "./store/inbox/catch-up.ts";
import type { Database } from "./store/database.ts";
import { warnSeldom } from "./warn-seldom.ts";
import { createOrganizationExport, createTicketExport } from "./zendesk/exports.ts";

/** How soon a reading begins after it is due; a fraction of what is between two (milliseconds). */
const lookEveryMs = 1000;

export type RegularReadingsOptions = {
  readonly config: Config;
  readonly catalogue: Catalogue;
  readonly db: Database;
  readonly zendesk: OpenedZendesk;
  readonly log: Logger;
  /** What is started here is closed with it. */
  readonly open: Pick<AsyncDisposableStack, "defer">;
};

/** A client that was made anew for each reading would ask for a token each time. */
type ReadingOptions = RegularReadingsOptions & {
  readonly client: ReturnType<OpenedZendesk["clientFor"]>;
};

/** Reads what changed in Zendesk every few minutes, so that whatever a lost webhook would have caused happens anyway. */
export function startRegularReadings(options: RegularReadingsOptions): void {
  const { log, open } = options;
  const client = options.zendesk.clientFor("bulk");
  for (const read of [readTickets, readOrganizations]) {
    inBackground({
      everyMs: lookEveryMs,
      once: async (signal) => await read({ ...options, client }, signal),
      tell: warnSeldom(log, "catch-up.failed"),
      open,
    });
  }
}

async function readTickets(options: ReadingOptions, signal: AbortSignal): Promise<void> {
  const { config, catalogue, db, client, log } = options;
  const { minuteMs } = config.zendesk;
  const claimed = await claimReading(db, "catch-up-tickets", catalogue.catchUp.everyMinutes * minuteMs);
  if (!claimed) return;
  const since = DateTime.fromISO(catalogue.catchUp.since ?? "1970-01-01T00:00:00Z", { zone: "utc" });
  const caughtUp = await catchUpTickets(claimed.cursor === null ? { since } : { cursor: claimed.cursor }, {
    export: createTicketExport(client, { minuteMs, now: () => DateTime.utc() }),
    record: async (tickets, cursor) => await recordTicketPage(db, tickets, cursor),
    signal,
  }).catch(async (err: unknown) => {
    if (!(err instanceof Rejected) || claimed.cursor === null) throw err;
    // Whatever is wrong with where we were: reading all anew finds the same and more.
    await restartReading(db, "catch-up-tickets");
    log.warn({ err }, "catch-up.restarted");
    return undefined;
  });
  if (caughtUp) log.info(caughtUp, "catch-up.tickets");
}

/** What was before the first reading is asked for when a ticket needs it. */
async function readOrganizations(options: ReadingOptions, signal: AbortSignal): Promise<void> {
  const { config, catalogue, db, client, log } = options;
  const { minuteMs } = config.zendesk;
  const claimed = await claimReading(db, "catch-up-organizations", catalogue.catchUp.everyMinutes * minuteMs);
  if (!claimed) return;
  const since = claimed.cursor === null ? DateTime.utc() : DateTime.fromISO(claimed.cursor, { zone: "utc" });
  const caughtUp = await catchUpOrganizations(since, {
    export: createOrganizationExport(client, { minuteMs, now: () => DateTime.utc() }),
    record: async (organizations, until) =>
      await recordOrganizationPage(db, organizations, until.toUTC().toISO() ?? ""),
    signal,
  });
  log.info(caughtUp, "catch-up.organizations");
}
