import type { FastifyInstance } from "fastify";

/**
 * Behind a proxy that nobody named everybody has the proxy's address, and shares its limits. Told once: whoever sends the
 * header himself must not fill the log.
 */
export function tellOfUntrustedProxy(app: FastifyInstance): void {
  let isTold = false;
  app.addHook("onRequest", async (request) => {
    if (isTold || request.headers["x-forwarded-for"] === undefined) return;
    isTold = true;
    request.log.warn(
      { address: request.ip },
      "proxy.untrusted: a request came with X-Forwarded-For, and TRUSTED_PROXIES is not set; all who come from this address share its limits",
    );
  });
}
