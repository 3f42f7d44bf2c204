import { z } from "zod";

import { momentOf } from "../domain/instant.ts";
import { printable } from "../domain/printable.ts";
import { workKinds } from "../jobs/ports.ts";
import { type JobFilter, jobStates } from "../operations/job.ts";
import { instantSchema } from "./instant-schema.ts";

/** What is asked for by its text. */
export function words(longest: number) {
  return z
    .string()
    .trim()
    .min(1, "must not be empty")
    .max(longest)
    .regex(printable, "must not contain control characters");
}

export const reason = words(500).meta({ description: "Kept in the history, with who acted" });
export const mayReason = z.strictObject({ reason: z.exactOptional(reason) });
export const mustReason = z.strictObject({ reason });

/** Of a job, a retry, a conflict. */
const numbered = z.string().regex(/^[1-9]\d{0,17}$/, "must be an id");
export const byId = z.strictObject({ id: numbered });
export const byClient = z.strictObject({ clientId: words(100) });
export const byTicket = z.strictObject({ ticketId: wholeText(1, Number.MAX_SAFE_INTEGER) });

export const paging = {
  limit: wholeText(1, 200).default(50),
  cursor: z.exactOptional(words(500).meta({ description: "`nextCursor` of the page before" })),
};
export const onePage = z.strictObject(paging);

export const moment = instantSchema
  .transform((instant) => momentOf(instant).toJSDate())
  .meta({ format: "date-time" });

const filter = {
  state: z.exactOptional(z.enum(jobStates)),
  cause: z.exactOptional(words(200)),
  kind: z.exactOptional(z.enum(workKinds)),
  clientId: z.exactOptional(
    words(100).meta({ description: "The client, and the tickets of its organization" }),
  ),
  since: z.exactOptional(moment.meta({ description: "Changed at or after" })),
  until: z.exactOptional(moment.meta({ description: "Changed before" })),
};

const mostAttempts = 1_000_000;

export const jobQuery = z.strictObject({
  ...filter,
  ticketId: z.exactOptional(wholeText(1, Number.MAX_SAFE_INTEGER)),
  attempts: z.exactOptional(
    wholeText(0, mostAttempts).meta({ description: "At least so many failed attempts" }),
  ),
  ...paging,
});

export const jobFilter = z.strictObject({
  ...filter,
  ticketId: z.exactOptional(z.int().min(1)),
  attempts: z.exactOptional(z.int().min(0).max(mostAttempts)),
  ids: z.exactOptional(z.array(numbered).min(1).max(1000)),
}) satisfies z.ZodType<JobFilter>;

/** A whole number as a query or an address writes it. */
function wholeText(least: number, most: number) {
  const how = `must be a whole number from ${least} to ${most}`;
  return z
    .string()
    .regex(/^\d+$/, how)
    .transform(Number)
    .refine((number) => number >= least && number <= most, how);
}
