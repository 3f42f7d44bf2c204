import type { ZendeskClient } from "node-zendesk";

import type { Ticket } from "../domain/ticket.ts";
import { isGone } from "./is-gone.ts";
import { readTicket } from "./ticket-rows.ts";

/** A ticket as Zendesk has it now. */
export async function findLiveTicket(client: ZendeskClient, id: number): Promise<Ticket | undefined> {
  try {
    const { result } = await client.tickets.show(id);
    return readTicket(result, { method: "GET", path: `/api/v2/tickets/${id}` });
  } catch (err) {
    if (isGone(err)) return undefined;
    throw err;
  }
}
