import type { ZendeskClient } from "node-zendesk";

import type { Tickets } from "../jobs/ticket-ports.ts";
import type { Exchange } from "../jobs/refusals.ts";
import type { BulkJobs } from "./bulk-jobs.ts";
import { listGroups } from "./groups.ts";
import { keptForAMinute } from "./kept-for-a-minute.ts";
import { request } from "./raw-request.ts";
import { readTicketRow, rowOfTicketUpdate } from "./ticket-rows.ts";
import { createTicketUpdate } from "./update-ticket.ts";
import { writtenTickets } from "./written-tickets.ts";

const showManyCall: Exchange = { method: "GET", path: "/api/v2/tickets/show_many" };
const updateManyCall: Exchange = { method: "PUT", path: "/api/v2/tickets/update_many" };

/** Zendesk's tickets through node-zendesk. */
export function createTickets(
  client: ZendeskClient,
  jobs: BulkJobs,
  clock: () => number = () => performance.now(),
): Tickets {
  return {
    listByIds: async (ticketIds) => await listTickets(client, ticketIds),

    update: createTicketUpdate(client),

    async updateAll(changes) {
      if (changes.length === 0) return new Map();
      const tickets = changes.map(({ seen, change }) => ({
        id: seen.id,
        ...rowOfTicketUpdate(seen, change),
      }));
      // node-zendesk's own `updateMany` makes one change of many tickets.
      const start = async (): Promise<unknown> =>
        await request(client, "PUT", "tickets/update_many", { tickets });
      const rows = await jobs.run(updateManyCall, start);
      return writtenTickets(
        changes.map(({ seen }) => seen.id),
        rows ?? [],
        updateManyCall,
      );
    },

    groups: keptForAMinute(async () => await listGroups(client), clock),
  };
}

async function listTickets(
  client: ZendeskClient,
  ticketIds: readonly number[],
): ReturnType<Tickets["listByIds"]> {
  if (ticketIds.length === 0) return new Map();
  const rows = await client.tickets.getAll(["tickets", "show_many", { ids: ticketIds.join(",") }]);
  return new Map(rows.map((row) => readTicketRow(row, showManyCall)));
}
