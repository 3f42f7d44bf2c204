import type { FastifyRequest } from "fastify";

/**
 * Whether a page of ours sent the request. Under our referrer policy browsers send `Origin: null` with a form (Fetch, "append
 * a request `Origin` header"), so Sec-Fetch-Site decides where it is there.
 */
export function isSameOrigin({
  host,
  origin,
  "sec-fetch-site": site,
}: Pick<FastifyRequest["headers"], "host" | "origin" | "sec-fetch-site">): boolean {
  if (site !== undefined) return site === "same-origin";
  return origin !== undefined && host !== undefined && URL.parse(origin)?.host === host;
}
