import type { z } from "zod";

import type { Exchange } from "../jobs/refusals.ts";
import type { Happening } from "../operations/client.ts";
import type { Job } from "../operations/job.ts";
import type { happeningAnswer, jobAnswer } from "./answer-schemas.ts";

export function tellJob({ client, exchange, ...job }: Job): z.infer<typeof jobAnswer> {
  return {
    ...job,
    clientId: client?.id ?? null,
    clientName: client?.name ?? null,
    ...tellExchange(exchange),
  };
}

export function tellHappening({
  exchange,
  changes,
  ...happening
}: Happening): z.infer<typeof happeningAnswer> {
  return { ...happening, changes: [...changes], ...tellExchange(exchange) };
}

/** Neither when nobody was called; no answer when none came. */
export function tellExchange(exchange: Exchange | null) {
  const { method = "", path = "", request = null, status, answer = null } = exchange ?? {};
  return {
    request: exchange === null ? null : { method, path, body: request },
    answer: status === undefined ? null : { status, body: answer },
  };
}
