import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Account } from "./account.ts";
import { offsetPage, paginate } from "./pagination.ts";
import { permitted } from "./permitted.ts";
import { presentTicket } from "./present-ticket.ts";
import type { RateLimits } from "./rate-limits.ts";
import { parameterMissing, recordNotFound } from "./refusal.ts";
import { addressOf, idIn, idsIn, originOf, queryOf } from "./request-parts.ts";
import { refuseOutdated, safeUpdate, stampIn } from "./safe-update.ts";
import { ticketAudit } from "./ticket-audit.ts";
import type { Ticket } from "./ticket.ts";
import { createTicket, newTicket, ticketChanges, ticketUpdate, updateTicket } from "./tickets.ts";

export type TicketParts = {
  readonly account: Account;
  readonly limits: RateLimits;
  /** Whether the update of one ticket knows `additional_tags` and `remove_tags`, which is not documented. */
  readonly singleUpdateTags: boolean;
};

const controller = "tickets";
const root = "ticket";

/** Tickets under /api/v2 (Zendesk API reference, Tickets). */
export function serveTickets(api: FastifyInstance, { account, limits, singleUpdateTags }: TicketParts): void {
  const shown = (request: FastifyRequest) => (ticket: Ticket) => presentTicket(ticket, originOf(request));

  const asked = (request: FastifyRequest): Ticket => {
    const ticket = account.tickets.get(idIn(request, controller));
    if (!ticket) throw recordNotFound();
    return ticket;
  };

  const listed = (request: FastifyRequest) => ({
    key: "tickets",
    address: addressOf(request),
    query: queryOf(request),
  });

  api.get("/tickets", (request) => paginate(account.tickets, listed(request), shown(request)));

  api.get("/organizations/:id/tickets", (request) => {
    const organization = account.organizations.get(idIn(request, "organizations"));
    if (!organization) throw recordNotFound();
    const tickets = account.tickets.list().filter((ticket) => ticket.organization_id === organization.id);
    return paginate(tickets, listed(request), shown(request));
  });

  api.post("/tickets", (request, reply) => {
    const given = permitted(request, reply, { controller, action: "create", root, permits: newTicket });
    const ticket = createTicket(account, given);
    void reply.code(201);
    return { ticket: shown(request)(ticket), audit: ticketAudit(account, undefined, ticket) };
  });

  api.get("/tickets/show_many", (request) => {
    const ids = idsIn(request, `${controller}/show_many`);
    if (!ids) throw parameterMissing("ids");
    const found = ids.flatMap((id) => account.tickets.get(id) ?? []);
    return offsetPage(found, listed(request), shown(request));
  });

  api.get("/tickets/:id", (request) => ({ ticket: shown(request)(asked(request)) }));

  const permits = (singleUpdateTags ? ticketUpdate : ticketChanges).extend(safeUpdate.shape);
  api.put("/tickets/:id", (request, reply) => {
    limits.takeTicketsUpdate();
    void reply.headers(limits.ticketsUpdateHeaders());
    const { safe_update, updated_stamp, ...update } = permitted(request, reply, {
      controller,
      action: "update",
      root,
      permits,
    });
    const ticket = asked(request);
    limits.takeTicketUpdate(ticket.id);
    refuseOutdated(ticket, stampIn({ safe_update, updated_stamp }));
    const updated = updateTicket(account, ticket, update);
    return { ticket: shown(request)(updated), audit: ticketAudit(account, ticket, updated) };
  });
}
