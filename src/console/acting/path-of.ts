import type { FastifyRequest } from "fastify";

/** The address that was asked for, without its query. */
export function pathOf({ url }: Pick<FastifyRequest, "url">): string {
  const [path = ""] = url.split("?");
  return path;
}
