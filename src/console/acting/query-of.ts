import type { FastifyRequest } from "fastify";

/** What stands behind the `?`. */
export function queryOf({ url }: FastifyRequest): URLSearchParams {
  const [, ...query] = url.split("?");
  return new URLSearchParams(query.join("?"));
}
