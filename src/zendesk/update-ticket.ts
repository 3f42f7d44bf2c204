import type { ZendeskClient } from "node-zendesk";

import type { Ticket, TicketChange } from "../domain/tickets/ticket.ts";
import type { Tickets } from "../jobs/ticket-ports.ts";
import { Outdated } from "../jobs/refusals.ts";
import { getLiveTicket } from "./get-live-ticket.ts";
import { isGone } from "./is-gone.ts";
import { request } from "./raw-request.ts";
import { readTicket, rowOfTicketUpdate, setsValues } from "./ticket-rows.ts";

/**
 * Updates a ticket by one call. That an update of one ticket takes `additional_tags` and `remove_tags` is used in the
 * wild but documented for `update_many` only: once Zendesk is seen to ignore them, the tags are written by the calls
 * that are documented for them.
 */
export function createTicketUpdate(client: ZendeskClient): Tickets["update"] {
  let takesTags = true;

  return async (seen, change) => {
    try {
      if (takesTags) {
        const ticket = await put(client, seen, change);
        if (hasTagsOf(change, ticket)) return ticket;
      } else if (setsValues(change)) {
        await put(client, seen, { ...change, addTags: [], removeTags: [] });
      }
      await putTags(client, seen.id, change);
      const after = await getLiveTicket(client, seen.id);
      // Tags that stay by neither way are taken away by somebody's automation.
      if (hasTagsOf(change, after)) takesTags = false;
      return after;
    } catch (err) {
      if (isGone(err)) throw new Outdated(`ticket ${seen.id} is gone: ${err.message}`);
      throw err;
    }
  };
}

async function put(client: ZendeskClient, seen: Ticket, change: TicketChange): Promise<Ticket> {
  const { result } = await client.tickets.update(seen.id, { ticket: rowOfTicketUpdate(seen, change) });
  return readTicket(seen.id, result, "PUT");
}

/** On the tags of a ticket, PUT adds to them and DELETE removes from them ("Tags"). */
async function putTags(
  client: ZendeskClient,
  id: number,
  { addTags, removeTags }: TicketChange,
): Promise<void> {
  const address = `tickets/${id}/tags`;
  if (addTags.length > 0) await request(client, "PUT", address, { tags: addTags });
  if (removeTags.length > 0) await request(client, "DELETE", address, { tags: removeTags });
}

/** Zendesk writes tags in small letters. */
function hasTagsOf({ addTags, removeTags }: TicketChange, ticket: Ticket): boolean {
  const tags = new Set(ticket.tags);
  return (
    addTags.every((tag) => tags.has(tag.toLowerCase())) &&
    removeTags.every((tag) => !tags.has(tag.toLowerCase()))
  );
}
