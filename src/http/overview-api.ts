import { z } from "zod";

import { causeAnswer, happeningAnswer, named, nextCursor } from "./answer-schemas.ts";
import { done, endpoint } from "./endpoint.ts";
import { onePage } from "./request-schemas.ts";
import { tellHappening } from "./tell-happening.ts";

const tag = "overview";

const overviewAnswer = named(
  "Overview",
  z.object({
    at: z.date(),
    messages: z.object({ minute: z.int(), hour: z.int(), day: z.int() }),
    work: z.object({
      pending: z.int(),
      failed: z.int(),
      conflict: z.int(),
      discarded: z.int(),
      ok: z.int(),
    }),
    oldestWaitMs: z.number().nullable().meta({
      description: "How long the longest of the live work that is due has waited; null: none waits",
    }),
    changes: z.object({ minute: z.int(), hour: z.int() }).meta({ description: "Written to Zendesk" }),
    budget: z
      .array(z.object({ name: z.string(), used: z.number(), limit: z.number() }))
      .meta({ description: "Of our share of Zendesk's limits, in the last minute; empty: not known now" }),
    drift: z.array(z.string()).meta({ description: "Steps of setup that would mend the SLA policies" }),
    causes: z.array(causeAnswer),
    conflicts: z.int(),
    sweeps: z.array(z.object({ name: z.string(), startedAt: z.date(), isOverdue: z.boolean() })),
    accessLostSince: z.date().nullable(),
  }),
);

export const overviewApi = [
  endpoint({
    method: "GET",
    path: "/api/overview",
    action: "look",
    tag,
    summary: "Is all well?",
    answers: { 200: z.object({ overview: overviewAnswer }) },
    async run({ overview }) {
      return done({ overview: await overview.look() });
    },
  }),
  endpoint({
    method: "GET",
    path: "/api/activity",
    action: "look",
    tag,
    summary: "What operators did, newest first",
    query: onePage,
    answers: { 200: z.object({ activity: z.array(happeningAnswer), nextCursor }) },
    async run({ clients }, { query }) {
      const { rows, next = null } = await clients.activity(query);
      return done({ activity: rows.map(tellHappening), nextCursor: next });
    },
  }),
];
