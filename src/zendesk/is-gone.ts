import { z } from "zod";

import { Rejected } from "../jobs/refusals.ts";

/** A 404 that is about the record; others are about the address or the plan. */
const goneAnswer = z.object({ error: z.literal("RecordNotFound") });

/** Whether Zendesk says that there is no such record. */
export function isGone(err: unknown): err is Rejected {
  return err instanceof Rejected && err.status === 404 && goneAnswer.safeParse(err.exchange.answer).success;
}
