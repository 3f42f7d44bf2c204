import fastifyCookie from "@fastify/cookie";
import fastifyRateLimit from "@fastify/rate-limit";
import type { FastifyPluginAsync } from "fastify";

import { onlyActsChange } from "./acting/act.ts";
import { serveAssets } from "./look/assets.ts";
import { closed } from "./look/closed.ts";
import { parts } from "./console-parts.ts";
import { takeForms } from "./acting/form.ts";
import { noNul } from "./acting/no-nul.ts";
import { nothingHere } from "./look/nothing-here.ts";
import type { ConsolePorts } from "./ports.ts";
import { problemHandler } from "./look/problem-page.ts";
import { rawQueues } from "./raw-queues.ts";
import { setSecurityHeaders } from "./look/security-headers.ts";
import { signIn } from "./signing-in/sign-in.ts";
import { onlySignedIn } from "./signing-in/signed-in.ts";
import { answerWhileUp } from "./overview/while-up.ts";

/** The console at `/`: pages for people who run this, signed in by an operations token. */
export function createConsole(ports: ConsolePorts): FastifyPluginAsync {
  return async (scope) => {
    scope.addHook("onRequest", async (_request, reply) => setSecurityHeaders(reply));
    scope.setErrorHandler<Error>(problemHandler(ports.presence));
    answerWhileUp(scope, ports.presence);
    noNul(scope);
    await scope.register(fastifyCookie);
    await scope.register(fastifyRateLimit, { global: false });
    await takeForms(scope);
    serveAssets(scope);
    nothingHere(scope);
    if (ports.operators.length === 0) return closed(scope);
    signIn(scope, ports);
    await scope.register(async (inner) => {
      onlySignedIn(inner, ports);
      onlyActsChange(inner);
      for (const part of parts) part(inner, ports);
    });
    await scope.register(async (inner) => rawQueues(inner, ports));
  };
}
