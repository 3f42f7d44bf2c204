import type { FastifyReply } from "fastify";

/** Every "no" that this service gives over HTTP. The codes are public: they are only added to. */
const table = {
  "malformed-request": { status: 400, title: "The request could not be read" },
  "malformed-json": { status: 400, title: "The body is not JSON" },
  "invalid-signature": { status: 401, title: "The signature is missing or does not fit" },
  "timestamp-out-of-tolerance": { status: 401, title: "The signature is too old, or from the future" },
  unauthorized: { status: 401, title: "Nobody we know asks" },
  forbidden: { status: 403, title: "This operator may not do this" },
  "not-found": { status: 404, title: "There is nothing at this address" },
  "method-not-allowed": { status: 405, title: "This address does not take this method" },
  "too-slow": { status: 408, title: "The request did not arrive in time" },
  "not-now": { status: 409, title: "It cannot be done to this as it is now" },
  "too-large": { status: 413, title: "The body is larger than this address takes" },
  "unsupported-media-type": {
    status: 415,
    title: "The body must be application/json in UTF-8, not compressed",
  },
  "invalid-message": { status: 422, title: "The message is well-formed, but not valid" },
  "invalid-request": { status: 422, title: "The request is well-formed, but not valid" },
  "message-id-reused": { status: 422, title: "Another message came under this webhook-id before" },
  "too-many-requests": { status: 429, title: "Too many requests from this address" },
  "headers-too-large": { status: 431, title: "The headers are larger than 16 KiB" },
  "internal-error": { status: 500, title: "Something went wrong here" },
  unavailable: { status: 503, title: "The database cannot be reached now" },
  overloaded: { status: 503, title: "There is too little memory or disk for more now; send it again" },
  "not-durable": { status: 503, title: "The message could not be stored now; send it again" },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof table;

/** One thing that is wrong with what was sent: `path` is where, as in `changes[0].segment`. */
export type Complaint = { readonly path: string; readonly message: string };

/** Zendesk retries a 429 or 503 only when this is under 60 (seconds). */
const retryAfterSeconds = 30;

/** Thrown by whoever has to say no; answered as RFC 9457 problem details. */
export class Problem extends Error {
  override readonly name = "Problem";
  readonly code: ProblemCode;
  readonly errors: readonly Complaint[];

  constructor(code: ProblemCode, detail: string, options?: ErrorOptions & { errors?: readonly Complaint[] }) {
    super(detail, options);
    this.code = code;
    this.errors = options?.errors ?? [];
  }

  get status(): number {
    return table[this.code].status;
  }
}

export const problemType = "application/problem+json; charset=utf-8";

export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  if (problem.status === 429 || problem.status === 503)
    void reply.header("retry-after", String(retryAfterSeconds));
  return reply.status(problem.status).type(problemType).serializer(JSON.stringify).send(detailsOf(problem));
}

/** The body of the answer. */
export function detailsOf(problem: Problem): object {
  return {
    type: "about:blank",
    title: table[problem.code].title,
    status: problem.status,
    code: problem.code,
    detail: problem.message,
    ...(problem.errors.length > 0 && { errors: problem.errors }),
  };
}
