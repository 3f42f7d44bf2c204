import { z } from "zod";

import { NoSuch } from "../operations/refusals.ts";
import { named } from "./answer-schemas.ts";
import { done, endpoint } from "./endpoint.ts";
import { mustReason, words } from "./request-schemas.ts";

const tag = "change sets";
const byName = z.strictObject({ id: words(255) });

const changeSetAnswer = named(
  "ChangeSet",
  z.object({
    id: z.string(),
    receivedAt: z.date(),
    effectiveAt: z
      .date()
      .nullable()
      .meta({ description: "When what is still to come takes effect first; null: nothing is to come" }),
    scheduled: z.int(),
    applied: z.int(),
    stale: z.int(),
    waiting: z.int(),
    cancelled: z.int(),
  }),
);

const change = z.object({
  clientId: z.string(),
  name: z.string().nullable(),
  effectiveAt: z.date().nullable(),
  state: z.string(),
  says: z
    .record(z.string(), z.unknown())
    .meta({ description: "Field by field, what was said of the client" }),
  segment: z.string().nullable(),
  serviceLevel: z.string().nullable(),
  openTickets: z.int().meta({ description: "How many tickets will be looked at again" }),
});

export const changeSetsApi = [
  endpoint({
    method: "GET",
    path: "/api/change-sets",
    action: "look",
    tag,
    summary: "Sets of segment changes, those that are still to come among them",
    answers: { 200: z.object({ changeSets: z.array(changeSetAnswer) }) },
    async run({ changeSets }) {
      return done({ changeSets: await changeSets.list() });
    },
  }),
  endpoint({
    method: "GET",
    path: "/api/change-sets/:id",
    action: "look",
    tag,
    summary: "A change set, client by client",
    params: byName,
    answers: { 200: z.object({ changeSet: changeSetAnswer, changes: z.array(change) }) },
    async run({ changeSets }, { params: { id } }) {
      const found = await changeSets.find(id);
      if (!found) throw new NoSuch(`there is no change set ${id}`);
      return done({ changeSet: found.set, changes: found.changes });
    },
  }),
  endpoint({
    method: "POST",
    path: "/api/change-sets/:id/cancel",
    action: "cancel-changes",
    tag,
    summary: "What is still to come of a change set will not",
    params: byName,
    body: mustReason,
    answers: {
      200: z.object({ cancelled: z.int().meta({ description: "Clients that keep what they have" }) }),
    },
    mayBeLate: true,
    async run({ changeSets }, { params, body, act }) {
      return done({ cancelled: await changeSets.cancel(params.id, act(body.reason)) });
    },
  }),
];
