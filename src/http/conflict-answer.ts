import { z } from "zod";

import { type Conflict, decisions } from "../operations/conflict.ts";
import { exchange, named } from "./answer-schemas.ts";
import { tellExchange } from "./tell-exchange.ts";

export const conflictAnswer = named(
  "Conflict",
  z.object({
    id: z.string(),
    clientId: z.string(),
    clientName: z.string().nullable(),
    cause: z.string().meta({
      description: "As in name-taken, organization-shared, organization-deleted, manual-edit, domain-shared",
    }),
    message: z.string(),
    openedAt: z.date(),
    sides: z
      .array(z.object({ title: z.string(), values: z.record(z.string(), z.string().nullable()) }))
      .readonly(),
    choices: z
      .array(
        z.object({
          decision: z.enum(decisions),
          effect: z.string().meta({ description: "What it will do, for people" }),
          name: z.exactOptional(z.string().meta({ description: "Rename: the name to start from" })),
        }),
      )
      .readonly(),
    organization: z
      .object({
        id: z.int(),
        name: z.string(),
        externalId: z.string().nullable(),
        domainNames: z.array(z.string()).readonly(),
      })
      .nullable(),
    organizationUrl: z.exactOptional(z.string()),
    decided: z
      .object({ decision: z.enum(decisions), by: z.string(), reason: z.string(), at: z.date() })
      .nullable(),
    ...exchange,
  }),
);

export function tellConflict({ exchange: call, ...conflict }: Conflict): z.infer<typeof conflictAnswer> {
  return { ...conflict, ...tellExchange(call) };
}
