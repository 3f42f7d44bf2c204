import type { FastifyInstance, FastifyRequest, preHandlerHookHandler } from "fastify";
import type { Account } from "./account.ts";
import type { CallLog } from "./calls.ts";

/** Writes down every request of this scope and what it did. Register it before what may refuse or fail. */
export function recordCalls(scope: FastifyInstance, log: CallLog, account: Account): void {
  const revisions = new WeakMap<FastifyRequest, number>();

  const noteRevision: preHandlerHookHandler = (request, _reply, done) => {
    revisions.set(request, account.revision);
    done();
  };

  scope.addHook("onRequest", (request, _reply, done) => {
    log.open(request);
    done();
  });
  scope.addHook("preHandler", (request, _reply, done) => {
    log.note(request, { body: withoutSecret(request.body) });
    done();
  });
  /** A route's own preHandler runs last, and handlers are synchronous: nothing else happens up to `onSend`. */
  scope.addHook("onRoute", (route) => {
    route.preHandler = [route.preHandler ?? [], noteRevision].flat();
  });
  scope.addHook("preSerialization", (request, _reply, payload, done) => {
    const organizationId = organizationIdIn(payload);
    if (organizationId !== undefined) log.note(request, { organizationId });
    done(null, payload);
  });
  scope.addHook("onSend", (request, reply, payload, done) => {
    const before = revisions.get(request) ?? account.revision;
    log.note(request, { status: reply.statusCode, applied: account.revision !== before });
    done(null, payload);
  });
}

function organizationIdIn(payload: unknown): number | undefined {
  const { organization } = Object(payload) as { readonly organization?: { readonly id: number } };
  return organization?.id;
}

function withoutSecret(body: unknown): unknown {
  if (typeof body !== "object" || body === null) return body ?? null;
  return "client_secret" in body ? { ...body, client_secret: "…" } : body;
}
