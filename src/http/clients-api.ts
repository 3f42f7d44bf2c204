import { z } from "zod";

import type { ClientsView } from "../operations/client.ts";
import type { PageOf } from "../operations/job.ts";
import { NoSuch } from "../operations/refusals.ts";
import { happeningAnswer, nextCursor } from "./answer-schemas.ts";
import { clientAnswer, clientSummaryAnswer, tellClient } from "./client-answer.ts";
import { done, endpoint } from "./endpoint.ts";
import { Problem } from "./problems.ts";
import { byClient, byTicket, onePage, paging, reason, words } from "./request-schemas.ts";
import { tellHappening } from "./tell-happening.ts";

const tag = "clients";
const history = z.object({ history: z.array(happeningAnswer), nextCursor });

export const clientsApi = [
  endpoint({
    method: "GET",
    path: "/api/clients",
    action: "look",
    tag,
    summary: "Clients by any part of a name, an id or a domain",
    query: z.strictObject({ search: words(255).default(""), ...paging }),
    answers: { 200: z.object({ clients: z.array(clientSummaryAnswer), nextCursor }) },
    async run({ clients }, { query: { search, ...page } }) {
      const { rows, next = null } = await clients.search(search, page);
      return done({ clients: rows, nextCursor: next });
    },
  }),
  endpoint({
    method: "GET",
    path: "/api/clients/:clientId",
    action: "look",
    tag,
    summary:
      "A client: its record and where each value came from, its organization, and the last of its history",
    params: byClient,
    answers: { 200: history.extend({ client: clientAnswer }) },
    async run({ clients }, { params: { clientId } }) {
      const client = await findClient(clients, clientId);
      const past = await pastOf(clients, { clientId }, { limit: 50 });
      return done({ client: tellClient(client), ...past });
    },
  }),
  endpoint({
    method: "GET",
    path: "/api/clients/:clientId/history",
    action: "look",
    tag,
    summary: "What happened to a client, newest first",
    params: byClient,
    query: onePage,
    answers: { 200: history },
    async run({ clients }, { params, query }) {
      return done(await pastOf(clients, params, query));
    },
  }),
  endpoint({
    method: "GET",
    path: "/api/tickets/:ticketId/history",
    action: "look",
    tag,
    summary: "What happened to a ticket, newest first",
    params: byTicket,
    query: onePage,
    answers: { 200: history },
    async run({ clients }, { params, query }) {
      return done(await pastOf(clients, params, query));
    },
  }),
  endpoint({
    method: "POST",
    path: "/api/clients/:clientId/forget",
    action: "forget",
    tag,
    summary: "Erase what is known of a client, everywhere but in Zendesk; there is no way back",
    params: byClient,
    body: z.strictObject({
      reason,
      confirm: z.string().meta({ description: "The client's id once more: this cannot be undone" }),
    }),
    answers: {
      200: z.object({
        forgotten: z.record(z.string(), z.int()).meta({ description: "Rows that are gone, by table" }),
      }),
    },
    async run({ clients }, { params: { clientId }, body, act }) {
      if (body.confirm !== clientId) {
        throw new Problem("invalid-request", "a client is only erased when its id is given twice", {
          errors: [{ path: "confirm", message: "must be the id of the client in the address" }],
        });
      }
      return done({ forgotten: await clients.forget(clientId, act(body.reason)) });
    },
  }),
];

async function findClient(clients: ClientsView, clientId: string) {
  const client = await clients.find(clientId);
  if (client) return client;
  throw new NoSuch(`there is no client ${clientId}`);
}

async function pastOf(clients: ClientsView, of: Parameters<ClientsView["history"]>[0], page: PageOf) {
  const { rows, next = null } = await clients.history(of, page);
  return { history: rows.map(tellHappening), nextCursor: next };
}
