import { randomUUID } from "node:crypto";

import fastifyHelmet from "@fastify/helmet";
import fastifyRateLimit from "@fastify/rate-limit";
import fastifySwagger from "@fastify/swagger";
import fastifySwaggerUi from "@fastify/swagger-ui";
import {
  fastify,
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyPluginAsync,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from "fastify";
import type { Logger } from "pino";

import { type AccountingWebhooksPorts, accountingWebhooks } from "./accounting-webhooks.ts";
import { followRoutes } from "./allowed-methods.ts";
import { drainInOrder } from "./draining.ts";
import { health, type HealthPorts } from "./health.ts";
import { metrics, type MetricsPorts } from "./metrics.ts";
import { openapi } from "./openapi.ts";
import { operationsApi, type OperationsPorts } from "./operations-api.ts";
import { Problem, sendProblem } from "./problems.ts";
import { bodiesAtMost, shedBeforeFull } from "./shedding.ts";
import { answerUnreadable } from "./unreadable-requests.ts";
import { tellOfUntrustedProxy } from "./untrusted-proxy.ts";
import { bodyLimit } from "./webhooks.ts";
import { withoutSchemas } from "./without-schemas.ts";
import { zendeskWebhook, type ZendeskWebhookPorts } from "./zendesk-webhook.ts";

export type AppPorts = AccountingWebhooksPorts &
  ZendeskWebhookPorts &
  HealthPorts &
  OperationsPorts &
  MetricsPorts & {
    readonly log: Logger;
    /** What else answers here: the console. */
    readonly plugins?: readonly FastifyPluginAsync[];
  };

/** The longest name that may stand in an address: 255 characters of four bytes, each byte as three. */
const longestParam = 255 * 4 * 3;

export type AppOptions = {
  /** A flood from one address is cut off here; the default is far above what any sender of ours does. */
  readonly requestsPerMinute?: number;
  /** Addresses of the proxies in front of us, or their networks: what they say of a sender's address is believed. */
  readonly trustedProxies?: readonly string[];
  /** Bodies of webhooks may hold so much memory, from their first byte to their answer. */
  readonly bodiesAtMostBytes?: number;
  /** How long those who send here have to notice that the app closes (milliseconds). */
  readonly drainMs?: number | undefined;
};

/** Everything that answers over HTTP. Does not listen: tests `inject`. */
export async function buildApp(
  ports: AppPorts,
  {
    requestsPerMinute = 60_000,
    trustedProxies = [],
    bodiesAtMostBytes = bodiesAtMost(Infinity),
    drainMs,
  }: AppOptions = {},
): Promise<FastifyInstance> {
  const loggerInstance: FastifyBaseLogger = ports.log;
  const app = fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    // A client may not choose the id that stands in our log.
    requestIdHeader: false,
    trustProxy: trustedProxies.length > 0 && [...trustedProxies],
    bodyLimit,
    schemaController: withoutSchemas,
    routerOptions: { maxParamLength: longestParam },
    // Slow senders hold a socket, not a worker; Node's defaults let them do so for ever.
    requestTimeout: 10_000,
    connectionTimeout: 10_000,
    keepAliveTimeout: 75_000,
    http: {
      maxHeaderSize: 16 * 1024,
      // Of this and requestTimeout Node gives the larger to the whole request (60 s unless told otherwise).
      headersTimeout: 10_000,
      // How often Node looks for requests that are late (30 s unless told otherwise).
      connectionsCheckingInterval: 1000,
    },
    // What comes in while we stop is still taken: Fastify's own 503 has no Retry-After, so Zendesk would drop the event.
    return503OnClosing: false,
    forceCloseConnections: "idle",
    // Errors before any route, for example a path that does not decode.
    frameworkErrors: (err, _request, reply) =>
      void sendProblem(reply, new Problem("malformed-request", err.message)),
    clientErrorHandler: answerUnreadable,
  });

  const methodsAt = followRoutes(app);
  const draining = drainInOrder(app, drainMs);
  if (trustedProxies.length === 0) tellOfUntrustedProxy(app);
  app.setErrorHandler(answerError);
  // Nothing unsigned is parsed, wherever it is sent; those who take a body say how.
  app.removeAllContentTypeParsers();

  await app.register(fastifyHelmet, { contentSecurityPolicy: { directives: { defaultSrc: ["'none'"] } } });
  await app.register(fastifyRateLimit, { max: requestsPerMinute, timeWindow: "1 minute" });
  await app.register(fastifySwagger, {
    mode: "static",
    specification: { document: openapi(ports.catalogue) },
  });
  await app.register(fastifySwaggerUi, {
    routePrefix: "/docs",
    staticCSP: true,
    // We listen on http, where the page could not load its own scripts.
    transformStaticCSP: (policy) => policy.replace(" upgrade-insecure-requests;", ""),
  });
  app.register(async (webhooks) => {
    shedBeforeFull(webhooks, { shortages: ports.shortages ?? {}, bodiesAtMostBytes });
    webhooks.register(async (scope) => accountingWebhooks(scope, ports));
    webhooks.register(async (scope) => zendeskWebhook(scope, ports));
  });
  app.register(async (scope) => operationsApi(scope, ports));
  for (const plugin of ports.plugins ?? []) app.register(plugin);
  health(app, { ...ports, draining });
  metrics(app, ports);

  app.setNotFoundHandler((request, reply) => {
    const [path = ""] = request.url.split("?");
    const methods = methodsAt(path);
    if (methods.length === 0) return sendProblem(reply, new Problem("not-found", `nothing is at ${path}`));
    const allowed = methods.join(", ");
    void reply.header("allow", allowed);
    return sendProblem(
      reply,
      new Problem("method-not-allowed", `${path} takes ${allowed}, not ${request.method}`),
    );
  });
  return app;
}

/** Of these it is told whose they are: somebody may be trying. */
const signInRefusals: ReadonlySet<number> = new Set([401, 403, 429]);

/** A change set may have thousands of faults; the sender is told all of them. */
const complaintsLogged = 10;

function answerError(err: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = problemOf(err, request);
  const line = {
    status: problem.status,
    code: problem.code,
    method: request.method,
    path: request.routeOptions.url,
    ...(signInRefusals.has(problem.status) && { address: request.ip }),
  };
  if (problem.code === "overloaded") request.log.warn({ ...line, reason: problem.message }, "http.shed");
  else if (problem.status >= 500) request.log.error({ ...line, err }, "http.failed");
  else {
    const errors = problem.errors.slice(0, complaintsLogged);
    request.log.info({ ...line, reason: problem.message, errors }, "http.refused");
  }
  return sendProblem(reply, problem);
}

/** A 500 makes Zendesk drop the event; a 503 makes it send it again ("Creating and monitoring webhooks"). */
function problemOf(err: FastifyError, request: FastifyRequest): Problem {
  if (err instanceof Problem) return err;
  if (err.statusCode === 413)
    return new Problem("too-large", `the limit is ${request.routeOptions.bodyLimit} bytes`);
  if (err.statusCode === 415) return new Problem("unsupported-media-type", err.message);
  if (err.statusCode === 429) return new Problem("too-many-requests", err.message);
  if (err.statusCode !== undefined && err.statusCode >= 400 && err.statusCode < 500) {
    return new Problem("malformed-request", err.message);
  }
  return request.url.startsWith("/webhooks/")
    ? new Problem("not-durable", "the message was not taken; send it again", { cause: err })
    : new Problem("internal-error", `see the log for request ${request.id}`, { cause: err });
}
