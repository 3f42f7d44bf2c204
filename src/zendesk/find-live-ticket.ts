import type { ZendeskClient } from "node-zendesk";

import type { Ticket } from "../domain/tickets/ticket.ts";
import { getLiveTicket } from "./get-live-ticket.ts";
import { isGone } from "./is-gone.ts";

/** A ticket as Zendesk has it now; undefined when it has none of this id. */
export async function findLiveTicket(client: ZendeskClient, id: number): Promise<Ticket | undefined> {
  try {
    return await getLiveTicket(client, id);
  } catch (err) {
    if (isGone(err)) return undefined;
    throw err;
  }
}
