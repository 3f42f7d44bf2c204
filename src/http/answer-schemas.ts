import { z } from "zod";

import { workKinds } from "../jobs/ports.ts";
import { jobStates } from "../operations/job.ts";

/** What several answers have in them stands once in the description, by its name. */
export const namedSchemas = z.registry<{ id: string }>();

export function named<Schema extends z.ZodType>(id: string, schema: Schema): Schema {
  namedSchemas.add(schema, { id });
  return schema;
}

export const nextCursor = z
  .string()
  .nullable()
  .meta({ description: "Where it goes on; null on the last page" });

export const exchange = {
  request: z
    .object({ method: z.string(), path: z.string(), body: z.unknown() })
    .nullable()
    .meta({ description: "The call to Zendesk, secrets masked" }),
  answer: z.object({ status: z.int(), body: z.unknown() }).nullable().meta({ description: "What came back" }),
};

export const jobAnswer = named(
  "Job",
  z.object({
    id: z.string(),
    kind: z.enum(workKinds),
    key: z.string().meta({ description: "The client's id, or the ticket's" }),
    state: z.enum(jobStates),
    cause: z
      .string()
      .nullable()
      .meta({ description: "Stable: for programs. As in zendesk-422:name, name-taken" }),
    message: z.string().nullable().meta({ description: "For people" }),
    attempts: z.int(),
    urgency: z.enum(["live", "bulk"]),
    clientId: z.string().nullable(),
    clientName: z.string().nullable(),
    ticketId: z.int().nullable(),
    dirtySince: z.date().nullable(),
    changedAt: z.date(),
    nextAttemptAt: z.date().nullable(),
    ...exchange,
  }),
);

export const causeAnswer = named(
  "Cause",
  z.object({
    cause: z.string(),
    state: z.enum(["failed", "conflict"]),
    kind: z.enum(workKinds),
    count: z.int(),
    firstAt: z.date(),
    lastAt: z.date(),
    message: z.string().nullable(),
  }),
);

export const happeningAnswer = named(
  "Happening",
  z.object({
    id: z.string(),
    at: z.date(),
    clientId: z.string().nullable(),
    ticketId: z.int().nullable(),
    type: z.enum(["message", "change", "call", "act"]),
    what: z.string(),
    by: z.string(),
    reason: z.string().nullable(),
    changes: z.array(z.object({ field: z.string(), from: z.string().nullable(), to: z.string().nullable() })),
    ...exchange,
  }),
);
