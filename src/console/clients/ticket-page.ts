import { z } from "zod";

import { html } from "../../markup/html.ts";
import { NoSuch } from "../../operations/refusals.ts";
import { happeningTypes, readHappenings } from "./client-happenings.ts";
import { historySection } from "./client-history.ts";
import { page } from "../look/page.ts";
import type { ConsolePart } from "../ports.ts";
import { ticketView } from "./ticket-view.ts";

const params = z.object({
  id: z
    .string()
    .regex(/^[1-9]\d*$/)
    .transform(Number)
    .refine(Number.isSafeInteger),
});
const query = z.object({
  type: z.enum(happeningTypes).optional().catch(undefined),
  cursor: z.string().optional().catch(undefined),
});

export const ticketPage: ConsolePart = (scope, ports) => {
  const { clients, jobs } = ports.operations;

  scope.get("/tickets/:id", async (request, reply) => {
    const read = params.safeParse(request.params);
    if (!read.success) throw new NoSuch("tickets are found by their number");
    const ticketId = read.data.id;
    const { type, cursor } = query.parse(request.query);
    const now = ports.now();
    const [{ rows }, happenings] = await Promise.all([
      jobs.list({ ticketId }, { limit: 1 }),
      readHappenings(clients, { ticketId }, { type, cursor }),
    ]);
    return page(reply, ports, {
      title: `Ticket #${ticketId}`,
      section: "clients",
      lead: html`What happened to one ticket.`,
      body: ticketView(rows[0], {
        now,
        url: new URL(`/agent/tickets/${ticketId}`, ports.account.url).href,
        history: historySection({ ...happenings, type, path: `/tickets/${ticketId}`, now }),
      }),
    });
  });
};
