import { fastify, type FastifyInstance } from "fastify";

import { health, type HealthPorts } from "./health.ts";
import { metrics, type MetricsPorts } from "./metrics.ts";
import { withoutSchemas } from "./without-schemas.ts";

/** What a worker answers to whoever watches over it: /livez, /readyz and /metrics, and nothing else. */
export function buildWatchApp(ports: HealthPorts & MetricsPorts): FastifyInstance {
  const app = fastify({
    requestTimeout: 10_000,
    connectionTimeout: 10_000,
    forceCloseConnections: true,
    schemaController: withoutSchemas,
  });
  health(app, ports);
  metrics(app, ports);
  return app;
}
