import { z } from "zod";

import type { WrittenTicket } from "../jobs/ticket-ports.ts";
import { type Exchange, Rejected } from "../jobs/refusals.ts";

/** A row of a bulk job's results (Zendesk's OpenAPI specification: `Success`, `FailedResult`). */
const resultRow = z.object({
  id: z.number(),
  success: z.boolean(),
  error: z.string().default("Unknown"),
  details: z.unknown().optional(),
});

/** Reasons that pass: somebody was faster, or the ticket is gone. Looking again shows which. */
const outdated: ReadonlySet<string> = new Set(["UpdateConflict", "RecordNotFound"]);

/** What a bulk job says of each ticket; one that it says nothing of, or turned away for now, has to be looked at. */
export function writtenTickets(
  ticketIds: readonly number[],
  rows: readonly unknown[],
  asked: Exchange,
): ReadonlyMap<number, WrittenTicket> {
  const told = new Map<number, WrittenTicket>();
  for (const row of rows) {
    const { data } = resultRow.safeParse(row);
    if (data) told.set(data.id, data.success ? "updated" : refusalOf(data, asked));
  }
  return new Map(ticketIds.map((id) => [id, told.get(id) ?? "unsure"]));
}

function refusalOf({ id, error, details }: z.infer<typeof resultRow>, asked: Exchange): WrittenTicket {
  if (outdated.has(error)) return "outdated";
  if (error === "TooManyRequests") return "unsure";
  const words = typeof details === "string" ? details : JSON.stringify(details ?? "");
  return new Rejected(`zendesk did not update ticket ${id}: ${error}, ${words.slice(0, 500)}`, {
    // The job's own answer is fine.
    status: 200,
    code: `zendesk-row:${error}`,
    fields: {},
    exchange: { ...asked, status: 200, answer: { id, error, details } },
  });
}
