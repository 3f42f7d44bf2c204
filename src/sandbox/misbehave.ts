import { promisify } from "node:util";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { CallLog } from "./calls.ts";
import type { Fault, Faults } from "./faults.ts";
import { accountExhausted } from "./exhausted.ts";
import { Refusal } from "./refusal.ts";

const delay = promisify(setTimeout);

export type MisbehaviourOptions = {
  readonly faults: Faults;
  readonly log: CallLog;
  readonly requestsPerMinute: number;
  readonly latencyMs: number;
};

/** Makes the routes of this scope fail as they were told to, before the request is looked at or after it took effect. */
export function misbehave(scope: FastifyInstance, options: MisbehaviourOptions): void {
  const { faults, log, requestsPerMinute, latencyMs } = options;
  const struck = new WeakMap<FastifyRequest, Fault>();

  scope.addHook("preHandler", async (request, reply) => {
    if (latencyMs > 0) await delay(latencyMs);
    const fault = faults.strike(request.method, request.originalUrl);
    if (!fault) return undefined;
    log.note(request, { fault: fault.kind });
    struck.set(request, fault);
    return before(fault, reply, requestsPerMinute);
  });

  scope.addHook("onSend", async (request, reply, payload) => {
    const kind = struck.get(request)?.kind;
    if (kind === "reset-after") {
      log.note(request, { status: null });
      request.raw.socket.resetAndDestroy();
    }
    if (kind !== "500-after") return payload;
    log.note(request, { status: 500 });
    void reply.code(500).removeHeader("content-length");
    return JSON.stringify(internalError);
  });
}

const internalError = { error: "InternalServerError", description: "Something went wrong" };

async function before(fault: Fault, reply: FastifyReply, requestsPerMinute: number): Promise<unknown> {
  const retryAfter = { "retry-after": String(fault.retryAfterSeconds) };
  switch (fault.kind) {
    case "429":
      throw accountExhausted(requestsPerMinute, fault.retryAfterSeconds);
    case "500":
      throw new Refusal(500, internalError);
    case "502":
      throw new Refusal(502, htmlPage("502 Bad Gateway"));
    case "503":
      throw new Refusal(503, htmlPage("503 Service Unavailable"), retryAfter);
    case "504":
      throw new Refusal(504, htmlPage("504 Gateway Time-out"));
    case "garbage":
      throw new Refusal(200, htmlPage("Zendesk is being updated"));
    case "down":
    case "reset-before":
      reply.hijack();
      reply.raw.socket?.resetAndDestroy();
      return reply;
    case "hang":
      reply.hijack();
      return reply;
    case "slow":
      await delay(fault.delayMs);
      return undefined;
    case "reset-after":
    case "500-after":
      return undefined;
  }
}

function htmlPage(title: string): string {
  return `<html>\r\n<head><title>${title}</title></head>\r\n<body><center><h1>${title}</h1></center></body>\r\n</html>\r\n`;
}
