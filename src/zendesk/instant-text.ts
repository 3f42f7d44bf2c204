import { z } from "zod";

import { parseInstant } from "../domain/instant.ts";

/** A moment in one of Zendesk's answers. */
export const instantText = z.string().transform((text, context) => {
  const instant = parseInstant(text);
  if (instant !== undefined) return instant;
  context.addIssue({ code: "custom", message: "is not a moment" });
  return z.NEVER;
});
