import { z } from "zod";

import { parseInstant } from "../domain/instant.ts";

export const instantSchema = z.string().transform((written, context) => {
  const moment = parseInstant(written);
  if (moment !== undefined) return moment;
  context.addIssue({
    code: "custom",
    message: "must be a date and time with a zone, as in 2026-11-20T15:04:05Z",
  });
  return z.NEVER;
});
