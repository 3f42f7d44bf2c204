import type { FastifyInstance } from "fastify";

import type { Presence } from "../ports.ts";

/** From now on, no route of this scope keeps people waiting for a database that is away. */
export function answerWhileUp(scope: FastifyInstance, presence: Presence): void {
  scope.addHook("onRoute", (route) => {
    const { handler } = route;
    route.handler = async function answer(request, reply) {
      const work = async (): Promise<unknown> => await handler.call(this, request, reply);
      return await presence.whileUp(work());
    };
  });
}
