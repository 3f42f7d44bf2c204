import { z } from "zod";

import { decisions } from "../operations/conflict.ts";
import { NoSuch } from "../operations/refusals.ts";
import { nextCursor } from "./answer-schemas.ts";
import { conflictAnswer, tellConflict } from "./conflict-answer.ts";
import { done, endpoint } from "./endpoint.ts";
import { byId, onePage, reason, words } from "./request-schemas.ts";

const tag = "conflicts";
const oneConflict = z.object({ conflict: conflictAnswer });

export const conflictsApi = [
  endpoint({
    method: "GET",
    path: "/api/conflicts",
    action: "look",
    tag,
    summary: "What a person must decide, oldest first",
    query: onePage,
    answers: { 200: z.object({ conflicts: z.array(conflictAnswer), nextCursor }) },
    async run({ conflicts }, { query }) {
      const { rows, next = null } = await conflicts.list(query);
      return done({ conflicts: rows.map(tellConflict), nextCursor: next });
    },
  }),
  endpoint({
    method: "GET",
    path: "/api/conflicts/:id",
    action: "look",
    tag,
    summary: "One conflict: both sides, the choices and what each will do",
    params: byId,
    answers: { 200: oneConflict },
    async run({ conflicts }, { params: { id } }) {
      const conflict = await conflicts.find(id);
      if (!conflict) throw new NoSuch(`there is no conflict ${id}`);
      return done({ conflict: tellConflict(conflict) });
    },
  }),
  endpoint({
    method: "POST",
    path: "/api/conflicts/:id/resolve",
    action: "resolve",
    tag,
    summary: "Decide it by one of its choices",
    params: byId,
    body: z.strictObject({
      decision: z.enum(decisions),
      reason,
      name: z.exactOptional(words(255).meta({ description: "Rename: what the client is called in Zendesk" })),
    }),
    answers: { 200: oneConflict },
    mayBeLate: true,
    async run({ conflicts }, { params, body, act }) {
      const decided = await conflicts.resolve(params.id, body.decision, act(body.reason), body.name);
      return done({ conflict: tellConflict(decided) });
    },
  }),
  endpoint({
    method: "GET",
    path: "/api/duplicates",
    action: "look",
    tag,
    summary: "Clients that look like the same one",
    answers: {
      200: z.object({
        duplicates: z.array(
          z.object({
            because: z.enum(["same-name", "same-domain"]),
            shared: z.string(),
            clients: z.array(z.object({ id: z.string(), name: z.string().nullable() })),
          }),
        ),
      }),
    },
    async run({ conflicts }) {
      return done({ duplicates: await conflicts.listDuplicates() });
    },
  }),
];
