import type { FastifyServerOptions } from "fastify";

/**
 * What comes in is read by zod, after it is verified. Unless told otherwise Fastify loads a validator and a serializer of
 * its own at the start, a hundred modules that nothing here uses. A route that asks for them does not start.
 */
export const withoutSchemas: NonNullable<FastifyServerOptions["schemaController"]> = {
  compilersFactory: { buildValidator: refuse, buildSerializer: refuse },
};

function refuse(): never {
  throw new Error("routes have no schemas of Fastify's here: zod reads what comes in");
}
