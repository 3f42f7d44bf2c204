import type { FastifyInstance } from "fastify";

import { html } from "../../markup/html.ts";
import { alone } from "./alone.ts";

/** Nobody has a token: all there is to see is how to make one. */
export function closed(scope: FastifyInstance): void {
  scope.get("/", async (_request, reply) =>
    alone(
      reply,
      403,
      "The console is closed",
      html`<p class="lead">No operations token is set, so nobody can sign in.</p>
        <p class="lead">
          To open it, run <code>los token NAME ROLE</code> (the role is viewer, operator or admin), put the
          line that it prints into <code>OPS_TOKENS</code>, and restart the service.
        </p>`,
    ),
  );
}
