import type { FastifyError, FastifyInstance } from "fastify";
import type { CallLog } from "./calls.ts";
import { TooManyRequests } from "./rate-limits.ts";
import { Refusal } from "./refusal.ts";

/** Turns what the handlers of this scope throw into Zendesk's answers. */
export function answerRefusals(scope: FastifyInstance, log?: CallLog): void {
  scope.setErrorHandler<FastifyError>((error, request, reply) => {
    const refusal =
      error instanceof Refusal ? error : new Refusal(error.statusCode ?? 500, { error: error.message });
    if (error instanceof TooManyRequests) log?.note(request, { limit: error.limit });
    const type = typeof refusal.body === "string" ? "text/html" : "application/json";
    return reply
      .code(refusal.status)
      .headers({ "cache-control": "no-cache", ...refusal.headers })
      .type(`${type}; charset=utf-8`)
      .send(refusal.body);
  });
}
