import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { updatingTickets } from "./bulk-tickets.ts";
import type { TicketRow } from "./bulk-tickets.ts";
import type { BulkParts } from "./organization-bulk-routes.ts";
import { permitted, permittedRows } from "./permitted.ts";
import { queueWork } from "./queue-work.ts";
import { parameterMissing } from "./refusal.ts";
import { idsIn } from "./request-parts.ts";
import { safeUpdate, stampIn } from "./safe-update.ts";
import { ticketUpdate } from "./tickets.ts";

const action = { controller: "tickets", action: "update_many" };
const safely = ticketUpdate.extend(safeUpdate.shape);
const keyed = safely.extend({ id: z.int() });

/** Many tickets at once: a job is answered, and does it (Zendesk API reference, Tickets). */
export function serveTicketBulk(api: FastifyInstance, parts: BulkParts): void {
  const { account, limits } = parts;

  api.put("/tickets/update_many", (request, reply) => {
    limits.takeTicketsUpdate();
    void reply.headers(limits.ticketsUpdateHeaders());
    const ids = idsIn(request, "tickets/update_many");
    const rows = ids ? sameForAll(request, reply, ids) : oneForEach(request, reply);
    return queueWork(parts, request, reply, updatingTickets(account, limits, rows));
  });
}

function sameForAll(
  request: FastifyRequest,
  reply: FastifyReply,
  ids: readonly number[],
): readonly TicketRow[] {
  const update = permitted(request, reply, { ...action, root: "ticket", permits: safely });
  return ids.map((id) => rowOf({ ...update, id }));
}

function oneForEach(request: FastifyRequest, reply: FastifyReply): readonly TicketRow[] {
  const rows = permittedRows(request, reply, { ...action, root: "tickets", permits: keyed });
  if (rows.some(isHalfSafe)) throw parameterMissing("safe_update");
  return rows.map(rowOf);
}

/** A batch has to send both if it sends one (Zendesk API reference, Update Many Tickets). */
function isHalfSafe({ safe_update: safe, updated_stamp: stamp }: z.infer<typeof keyed>): boolean {
  return safe === undefined && stamp !== undefined;
}

function rowOf({ id, safe_update, updated_stamp, ...update }: z.infer<typeof keyed>): TicketRow {
  return { id, update, stamp: stampIn({ safe_update, updated_stamp }) };
}
