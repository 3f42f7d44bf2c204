import type { FastifyInstance } from "fastify";

import { mayDo } from "../operations/operator.ts";
import { NotNow } from "../operations/refusals.ts";
import type { ConsolePorts } from "./ports.ts";
import { answerProblem } from "./look/problem-page.ts";
import { Refused } from "./acting/refused.ts";
import { onlySignedIn } from "./signing-in/signed-in.ts";

/** bull-board's page has inline styles and a base address. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "base-uri 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** `/raw-queues`: the queues as they are, for admins to look at and not to touch: whatever is not a GET is refused. */
export async function rawQueues(scope: FastifyInstance, ports: ConsolePorts): Promise<void> {
  onlySignedIn(scope, ports);
  // bull-board has an error handler of its own, which would answer in JSON.
  scope.addHook("onRequest", async (request, reply) => {
    void reply.header("content-security-policy", policy);
    if (!mayDo(request.session, "raw-queues")) return answerProblem(new Refused("role"), request, reply);
    if (request.method !== "GET")
      return answerProblem(new NotNow("raw queues are only looked at"), request, reply);
  });
  if (ports.rawQueues) await scope.register(ports.rawQueues, { prefix: "/raw-queues" });
}
