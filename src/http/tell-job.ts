import type { z } from "zod";

import type { Job } from "../operations/job.ts";
import type { jobAnswer } from "./answer-schemas.ts";
import { tellExchange } from "./tell-exchange.ts";

export function tellJob({ client, exchange, ...job }: Job): z.infer<typeof jobAnswer> {
  return {
    ...job,
    clientId: client?.id ?? null,
    clientName: client?.name ?? null,
    ...tellExchange(exchange),
  };
}
