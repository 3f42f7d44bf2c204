/**
 * What Zendesk may say instead of an answer, named for what to do. Any other error is a bug or a passing fault:
 * tried again with backoff, then kept for a person.
 */

/** One call to Zendesk and what came back, without secrets: kept for the person who looks into it. */
export type Exchange = {
  readonly method: string;
  readonly path: string;
  readonly request?: unknown;
  readonly status?: number;
  readonly answer?: unknown;
};

/** Slow down: waiting is all it takes, and no attempt is used up. */
export class Throttled extends Error {
  override readonly name = "Throttled";
  readonly retryAfterMs: number;
  /** `account`: everybody waits. `key`: only that record, or kind of call. */
  readonly scope: "account" | "key";

  constructor(message: string, retryAfterMs: number, scope: "account" | "key") {
    super(message);
    this.retryAfterMs = retryAfterMs;
    this.scope = scope;
  }
}

/** Zendesk cannot be reached, or its gateway says so: tried again for as long as it takes. */
export class Unreachable extends Error {
  override readonly name = "Unreachable";
  /** A stable short code: `zendesk-timeout`, `zendesk-connection`, `zendesk-503` … */
  readonly code: string;

  constructor(message: string, code: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Our credentials do not work: everybody waits until a person mends them, and no attempt is used up. */
export class AccessLost extends Error {
  override readonly name = "AccessLost";
  readonly status: number;
  readonly exchange: Exchange;

  constructor(message: string, status: number, exchange: Exchange) {
    super(message);
    this.status = status;
    this.exchange = exchange;
  }
}

/** Zendesk understood and said no: asking the same again will not help. */
export class Rejected extends Error {
  override readonly name = "Rejected";
  readonly status: number;
  /** A stable short code: `zendesk-422:name`, `zendesk-404` … */
  readonly code: string;
  /** The error codes Zendesk gave per field, for example `{ name: ["DuplicateValue"] }`. */
  readonly fields: Readonly<Record<string, readonly string[]>>;
  readonly exchange: Exchange;

  constructor(
    message: string,
    refusal: { status: number; code: string; fields: Record<string, readonly string[]>; exchange: Exchange },
  ) {
    super(message);
    this.status = refusal.status;
    this.code = refusal.code;
    this.fields = refusal.fields;
    this.exchange = refusal.exchange;
  }

  isTaken(field: string): boolean {
    return this.fields[field]?.includes("DuplicateValue") ?? false;
  }
}

/** Zendesk answered, but not as it should have (500, HTML with 200, another organization's id …). */
export class BadAnswer extends Error {
  override readonly name = "BadAnswer";
  /** A stable short code: `zendesk-500`, `zendesk-bad-answer`. */
  readonly code: string;
  readonly exchange: Exchange;

  constructor(message: string, code: string, exchange: Exchange) {
    super(message);
    this.code = code;
    this.exchange = exchange;
  }
}

/** Somebody changed the record after we saw it: look again and decide anew. */
export class Outdated extends Error {
  override readonly name = "Outdated";
}

/** Another worker holds the key now: stop at once, write nothing. */
export class LeaseLost extends Error {
  override readonly name = "LeaseLost";
}
