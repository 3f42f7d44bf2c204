import type { ZendeskClient } from "node-zendesk";

import type { Ticket } from "../domain/tickets/ticket.ts";
import { readTicket } from "./ticket-rows.ts";

/** A ticket as Zendesk has it now. */
export async function getLiveTicket(client: ZendeskClient, id: number): Promise<Ticket> {
  const { result } = await client.tickets.show(id);
  return readTicket(id, result, "GET");
}
