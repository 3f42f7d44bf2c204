import { z } from "zod";

import { parseInstant } from "../domain/instant.ts";

/** A date alone is its first moment in UTC. */
const since = z.string().transform((text, context) => {
  const instant = parseInstant(text) ?? parseInstant(`${text}T00:00:00Z`);
  if (instant !== undefined) return instant;
  context.addIssue({
    code: "custom",
    message: "must be a date or a moment, as in 2026-11-20 or 2026-11-20T15:04:05Z",
  });
  return z.NEVER;
});

export const catchUp = z.strictObject({
  every_minutes: z.int().min(1).max(60).default(5),
  since: since.optional(),
});
