/**
 * The console's plan. A part of it is a function `(scope, ports) => void` that registers its routes in the scope of those
 * who signed in: each route there may rely on `request.session`, and on nothing being reachable without one.
 *
 * To show something: `scope.get(path, async (request, reply) => page(reply, ports, { title, section, body }))` (page.ts);
 * `fragment(reply, body)` for what htmx swaps in. Lists, badges, times and what is empty: parts.ts. Addresses and queries
 * are read by zod; what is not there: throw NoSuch, the scope makes a page of it (and of NotNow, Unfit, BadCursor).
 *
 * To change something: `act(scope, ports, { path, action, reason, handler })` (act.ts), the only way to take a POST: it
 * checks role, origin and form token, reads the form, and answers `{ request, reply, form, act }`; the handler ends with
 * `seeOther(reply, address, "what was done")`. The form that leads there: `actForm(request, ports, { to, action, button,
 * fields })` (act-form.ts), which shows a dead button with the reason to whoever may not. sign-out.ts is the smallest one.
 */
import type { FastifyInstance, FastifyPluginAsync } from "fastify";

import type { Catalogue } from "../domain/catalogue/catalogue.ts";
import type { KnownOperator } from "../operations/find-operator.ts";
import type { Operations } from "../operations/operations.ts";
import type { Operator } from "../operations/operator.ts";
import type { Session, Sessions } from "../operations/session.ts";

export type ConsolePorts = {
  readonly operations: Operations;
  /** Empty: the console is closed. */
  readonly operators: readonly KnownOperator[];
  readonly sessions: Sessions;
  readonly catalogue: Catalogue;
  /** The Zendesk account that all of this is about. */
  readonly account: { readonly url: string; readonly isSandbox: boolean };
  readonly now: () => Date;
  readonly presence: Presence;
  /** The queues as they are, for admins; absent: there are none to show. */
  readonly rawQueues?: FastifyPluginAsync;
};

/** Whether the database is there; what these throw and answer when it is not has the status 503. */
export type Presence = {
  /** What the work answers; throws within two seconds when the database is away. */
  whileUp<Value>(work: Promise<Value>): Promise<Value>;
  /** What an error means that nobody expected. */
  unlessAway(err: unknown): Promise<unknown>;
};

/** Registers its routes among those of who signed in. */
export type ConsolePart = (scope: FastifyInstance, ports: ConsolePorts) => void;

/** Who looks, as today's operators have it, and the session that says so. */
export type SignedIn = Operator & Pick<Session, "secret"> & { readonly id: string };

declare module "fastify" {
  interface FastifyRequest {
    /** Set before every route of the console but those of signing in. */
    session: SignedIn;
  }
}
