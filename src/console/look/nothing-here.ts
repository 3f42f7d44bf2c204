import type { FastifyInstance, FastifyRequest } from "fastify";

import { html } from "../../markup/html.ts";
import { alone } from "./alone.ts";
import { pathOf } from "../acting/path-of.ts";

const forPrograms = ["/api/", "/webhooks/"];

/** At an address that nothing else has, people are shown a page; programs get the answer of the whole service. */
export function nothingHere(scope: FastifyInstance): void {
  scope.get("/*", async (request, reply) => {
    if (isForPeople(request))
      return alone(
        reply,
        404,
        "There is nothing here",
        html`<p class="lead">Nothing is at this address. Look whether all of it was copied.</p>
          <p class="lead"><a href="/">Go to the overview</a></p>`,
      );
    reply.callNotFound();
    return reply;
  });
}

function isForPeople(request: FastifyRequest): boolean {
  const isForProgram = forPrograms.some((beginning) => pathOf(request).startsWith(beginning));
  return !isForProgram && (request.headers.accept ?? "").includes("text/html");
}
