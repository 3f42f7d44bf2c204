import { timingSafeEqual } from "node:crypto";

import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

import type { ConsolePorts, SignedIn } from "../ports.ts";
import { answerProblem } from "../look/problem-page.ts";
import { Refused } from "../acting/refused.ts";
import { sessionCookie } from "./session-cookie.ts";

/** Nothing in this scope is reached without a session. */
export function onlySignedIn(scope: FastifyInstance, ports: ConsolePorts): void {
  scope.decorateRequest("session");
  scope.addHook("onRequest", async (request, reply) => {
    const session = await ports.presence.whileUp(findSignedIn(request.cookies[sessionCookie] ?? "", ports));
    if (session) request.session = session;
    else return askToSignIn(request, reply);
  });
}

/** Whoever is not among the operators any more, by this very token, is out at once; the role is that of today. */
export async function findSignedIn(
  id: string,
  { sessions, operators }: ConsolePorts,
): Promise<SignedIn | undefined> {
  const session = id === "" ? undefined : await sessions.find(id);
  if (!session) return undefined;
  const { name, tokenHash, secret } = session;
  const known = operators.find((one) => one.name === name && timingSafeEqual(one.hash, tokenHash));
  return known && { name, role: known.role, secret, id };
}

function askToSignIn(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (request.method !== "GET" || request.headers["hx-request"] === "true")
    return answerProblem(new Refused("no-session"), request, reply);
  return reply.redirect(`/sign-in?${new URLSearchParams({ next: request.url }).toString()}`, 303);
}
