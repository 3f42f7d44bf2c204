import type { FastifyRequest } from "fastify";
import type { FaultKind } from "./faults.ts";
import type { Limit } from "./rate-limits.ts";

/** One request to the API and what became of it. */
export type Call = {
  readonly at: string;
  readonly method: string;
  /** As it was sent, query included. */
  readonly path: string;
  /** Null while unanswered, and for ever when no answer was sent. */
  readonly status: number | null;
  /** Whether the state of the account changed. */
  readonly applied: boolean;
  /** The fault that was injected. */
  readonly fault: FaultKind | null;
  /** The allowance that the caller had used up. */
  readonly limit: Limit | null;
  readonly organizationId: number | null;
  readonly ticketId: number | null;
  /** The job that was queued or shown. */
  readonly jobId: string | null;
  /** Of a list of objects, such as many organizations, only `{ count, first }`. */
  readonly body: unknown;
};

export type CallLog = {
  readonly calls: readonly Call[];
  open(request: FastifyRequest): void;
  note(request: FastifyRequest, facts: Partial<Call>): void;
  clear(): void;
};

/** The newest calls, so many are kept, in the order in which they came. */
export function createCallLog(now: () => Date, kept: number): CallLog {
  const calls: Call[] = [];
  const open = new WeakMap<FastifyRequest, Call>();
  return {
    calls,
    open(request) {
      const call: Call = {
        at: now().toISOString(),
        method: request.method,
        path: request.originalUrl,
        status: null,
        applied: false,
        fault: null,
        limit: null,
        organizationId: idAfter("organizations", request),
        ticketId: idAfter("tickets", request),
        jobId: null,
        body: null,
      };
      open.set(request, call);
      calls.push(call);
      if (calls.length > kept) calls.shift();
    },
    note(request, facts) {
      const call = open.get(request);
      if (call) Object.assign(call, facts);
    },
    clear() {
      calls.length = 0;
    },
  };
}

function idAfter(resource: string, request: FastifyRequest): number | null {
  const [, found, id] = /^\/api\/v2\/(\w+)\/(\d+)/.exec(request.url) ?? [];
  return found === resource ? Number(id) : null;
}
