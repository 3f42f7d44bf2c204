import type { FastifyInstance } from "fastify";
import type { Past } from "./history.ts";
import { exportEnd, startTime } from "./incremental-routes.ts";
import type { ExportParts } from "./incremental-routes.ts";
import { link, positive } from "./pagination.ts";
import { presentTicket } from "./present-ticket.ts";
import { invalidAttribute } from "./refusal.ts";
import { addressOf, originOf, queryOf } from "./request-parts.ts";
import type { Ticket } from "./ticket.ts";

/** Where a page ended: the second of its last change, and the ticket. */
type Place = { readonly at: number; readonly ticketId: number };

const maxPerPage = 1000;

/** The export of tickets by cursor (Zendesk API reference, Incremental Exports). It has a cursor at its end too. */
export function serveIncrementalTickets(api: FastifyInstance, parts: ExportParts): void {
  const { account, limits } = parts;

  api.get("/incremental/tickets/cursor", (request, reply) => {
    limits.takeIncrementalExport();
    void reply.headers(limits.incrementalHeaders());
    const { cursor, start_time: _start, ...query } = queryOf(request);
    const end = exportEnd(parts);
    const from =
      cursor === undefined ? { at: startTime(request, "tickets", end), ticketId: 0 } : placeOf(cursor);
    const perPage = Math.min(positive(query, "per_page", maxPerPage), maxPerPage);

    const page: Past<Ticket>[] = [];
    let isLast = true;
    for (const change of account.ticketHistory.between(from.at, end, from.ticketId)) {
      if (change.deletedAt !== null && query["exclude_deleted"] === "true") continue;
      isLast = page.length < perPage;
      if (!isLast) break;
      page.push(change);
    }
    const last = page.at(-1);
    const after = cursorOf(last ? { at: last.at, ticketId: last.row.id } : from);
    return {
      tickets: page.map((past) => presentPast(past, originOf(request))),
      after_url: link(addressOf(request), { ...query, cursor: after }),
      before_url: null,
      after_cursor: after,
      before_cursor: null,
      end_of_stream: isLast,
    };
  });
}

/** Recorded exports show a deleted ticket by its status. */
function presentPast({ row, deletedAt, at }: Past<Ticket>, origin: string): object {
  return {
    ...presentTicket(row, origin),
    ...(deletedAt === null ? {} : { status: "deleted", updated_at: deletedAt }),
    generated_timestamp: at,
  };
}

/** Recorded cursors are base64 of `1707271741.0||4045|`: the second, and the ticket. */
function cursorOf({ at, ticketId }: Place): string {
  return Buffer.from(`${at}.0||${ticketId}|`).toString("base64");
}

function placeOf(cursor: string): Place {
  const [, at, ticketId] = /^(\d+)\.0\|\|(\d+)\|$/.exec(Buffer.from(cursor, "base64").toString()) ?? [];
  if (at === undefined) throw invalidAttribute("cursor", "is not valid", "incremental/tickets/cursor");
  return { at: Number(at), ticketId: Number(ticketId) };
}
