import type { FastifyInstance } from "fastify";

import { Unfit } from "../../operations/refusals.ts";

/** PostgreSQL takes no NUL: nothing is looked for by an address that has one. */
export function noNul(scope: FastifyInstance): void {
  scope.addHook("onRequest", async ({ url }) => {
    if (url.includes("%00")) throw new Unfit("an address has no NUL character in it");
  });
}
