import { z } from "zod";

import { parseInstant } from "../domain/instant.ts";

const sinceHint = "must be a date or a moment, as in 2026-11-20 or 2026-11-20T15:04:05Z";

/** A date alone is its first moment in UTC. */
const since = z.string().transform((text, context) => {
  const instant = parseInstant(text) ?? parseInstant(`${text}T00:00:00Z`);
  if (instant !== undefined) return instant;
  context.addIssue({ code: "custom", message: sinceHint });
  return z.NEVER;
});

export const catchUp = z
  .strictObject({
    every_minutes: z
      .int()
      .min(1)
      .max(60)
      .default(5)
      .meta({ examples: [5] }),
    since: since.optional().meta({
      description:
        "Where the very first reading begins; at the beginning of the account unless said otherwise.",
      examples: ["2026-11-20"],
    }),
  })
  .meta({
    description: "The regular reading of all that changed in Zendesk, for whatever webhooks lost.",
    examples: [{ every_minutes: 5 }],
  });
