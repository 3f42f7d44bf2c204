import { DateTime } from "luxon";
import type { Logger } from "pino";

import type { Config } from "./config.ts";
import type { Catalogue } from "./domain/catalogue/catalogue.ts";
import { missingFrom } from "./domain/setup/organization-fields.ts";
import type { AttemptPorts, PerformAll } from "./jobs/attempt.ts";
import type { Urgency, WorkKind } from "./jobs/ports.ts";
import { reconcileClient } from "./jobs/reconcile-client.ts";
import { reconcileClients } from "./jobs/reconcile-clients.ts";
import { reviewTickets } from "./jobs/review-tickets.ts";
import type { OpenedZendesk } from "./open-zendesk.ts";
import { keepingCalls } from "./keeping-calls.ts";
import { createRetaggingLog } from "./retagging-log.ts";
import { createClients } from "./store/clients/clients.ts";
import type { Database } from "./store/database.ts";
import { createOrganizationLevels } from "./store/clients/organization-levels.ts";
import { createOrganizationLinks } from "./store/clients/organization-links.ts";
import { createTicketStates } from "./store/tickets/ticket-states.ts";
import { createWork } from "./store/leases/work.ts";
import { bulkShare } from "./zendesk/budget.ts";
import { createBulkJobs } from "./zendesk/bulk-jobs.ts";
import { keptForAMinute } from "./zendesk/kept-for-a-minute.ts";
import { listLiveOrganizationFields } from "./zendesk/live-organization-fields.ts";
import { createManyOrganizations } from "./zendesk/many-organizations.ts";
import { createOrganizationsById } from "./zendesk/organization-levels.ts";
import { createOrganizations } from "./zendesk/organizations.ts";
import { createTickets } from "./zendesk/tickets.ts";

/**
 * Live work of a few prefers a call for each to a bulk job of seconds, and does not wait long for a stalled one. More than
 * a few would cost more calls than the bulk job does.
 */
const batches: Readonly<Record<Urgency, { readonly fewAtMost: number; readonly patienceMs: number }>> = {
  live: { fewAtMost: 6, patienceMs: 20_000 },
  bulk: { fewAtMost: 4, patienceMs: 10 * 60_000 },
};

export type AttemptsOptions = {
  readonly config: Config;
  readonly catalogue: Catalogue;
  readonly db: Database;
  readonly zendesk: OpenedZendesk;
  readonly log: Logger;
};

/** What an attempt of each kind stands on, for live and for bulk work. */
export function createAttempts(
  options: AttemptsOptions,
  urgency: Urgency,
): Readonly<Record<WorkKind, AttemptPorts>> {
  const { config, catalogue, db, zendesk } = options;
  const tellRetagging = createRetaggingLog(options);
  const { fewAtMost, patienceMs } = batches[urgency];
  const { requestShare, minuteMs } = config.zendesk;
  const share = urgency === "bulk" ? requestShare * bulkShare : requestShare;
  const client = zendesk.clientFor(urgency);
  const jobs = createBulkJobs(client, { slots: zendesk.slots, share, patienceMs, minuteMs });
  const common = { catalogue, now: () => DateTime.utc() };

  const listFields = keptForAMinute(
    async () => await listLiveOrganizationFields(client),
    () => performance.now(),
  );
  const organizations = createOrganizations(client);
  const manyOrganizations = createManyOrganizations(client, jobs);
  const clientPorts = {
    ...common,
    missingFields: async () => missingFrom(await listFields(), catalogue),
    clients: createClients(db),
    links: createOrganizationLinks(db, tellRetagging),
  };
  const performClients: PerformAll = async (leases, hold) =>
    await reconcileClients(leases, {
      ...clientPorts,
      organizations: manyOrganizations,
      hold,
      fewAtMost,
      reconcileOne: async (clientId) =>
        await reconcileClient(clientId, { ...clientPorts, organizations, hold }),
    });

  const ticketPorts = {
    ...common,
    states: createTicketStates(db),
    levels: createOrganizationLevels(db, tellRetagging),
    tickets: createTickets(client, jobs),
    organizations: createOrganizationsById(client),
  };
  const performTickets: PerformAll = async (leases, hold) =>
    await reviewTickets(leases, { ...ticketPorts, hold });

  const attempt = { work: createWork(db), now: common.now, chance: Math.random };
  return {
    "reconcile-client": { ...attempt, perform: keepingCalls(options, performClients) },
    "review-ticket": { ...attempt, perform: keepingCalls(options, performTickets) },
  };
}
