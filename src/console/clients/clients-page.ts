import { z } from "zod";

import { html } from "../../markup/html.ts";
import { clientsView } from "./clients-view.ts";
import { page } from "../look/page.ts";
import type { ConsolePart } from "../ports.ts";

const perPage = 50;

const asked = z.object({
  q: z.string().trim().max(255).catch(""),
  cursor: z.string().optional().catch(undefined),
});

export const clientsPage: ConsolePart = (scope, ports) => {
  scope.get("/clients", async (request, reply) => {
    const { q, cursor } = asked.parse(request.query);
    const found = await ports.operations.clients.search(q, { limit: perPage, cursor });
    const query = new URLSearchParams({
      ...(q === "" ? {} : { q }),
      ...(cursor === undefined ? {} : { cursor }),
    });
    return page(reply, ports, {
      title: "Clients",
      section: "clients",
      lead: html`Find one to see what we know, what Zendesk has, and what happened.`,
      body: clientsView(query, found),
    });
  });
};
