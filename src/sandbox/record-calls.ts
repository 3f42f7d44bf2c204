import type { FastifyInstance } from "fastify";
import type { Account } from "./account.ts";
import type { CallLog } from "./calls.ts";

/** Writes down every request of this scope and what it did. Register it before what may refuse or fail. */
export function recordCalls(scope: FastifyInstance, log: CallLog, account: Account): void {
  scope.addHook("onRequest", (request, _reply, done) => {
    log.open(request);
    done();
  });
  scope.addHook("preHandler", (request, _reply, done) => {
    log.note(request, { body: outlined(request.body) });
    done();
  });
  /** Handlers change the account before they wait for anything, if they wait at all: what follows may be others' doing. */
  scope.addHook("onRoute", (route) => {
    const { handler } = route;
    route.handler = function handleAndNote(request, reply) {
      const before = account.revision;
      try {
        return handler.call(this, request, reply);
      } finally {
        log.note(request, { applied: account.revision !== before });
      }
    };
  });
  scope.addHook("preSerialization", (request, _reply, payload, done) => {
    const { organization, ticket, job_status: job } = Object(payload) as Shown;
    if (organization) log.note(request, { organizationId: organization.id });
    if (ticket) log.note(request, { ticketId: ticket.id });
    if (job) log.note(request, { jobId: job.id });
    done(null, payload);
  });
  scope.addHook("onSend", (request, reply, payload, done) => {
    log.note(request, { status: reply.statusCode });
    done(null, payload);
  });
}

type Shown = {
  readonly organization?: { readonly id: number };
  readonly ticket?: { readonly id: number };
  readonly job_status?: { readonly id: string };
};

/** A body without a secret, and without all the rows of bulk work. */
function outlined(body: unknown): unknown {
  if (typeof body !== "object" || body === null) return body ?? null;
  const entries = Object.entries(body).map(([key, value]): [string, unknown] => {
    if (key === "client_secret") return [key, "…"];
    const isRows = Array.isArray(value) && typeof value[0] === "object";
    return [key, isRows ? { count: value.length, first: value[0] } : value];
  });
  return Object.fromEntries(entries);
}
