import { createAllowance } from "./allowance.ts";
import { createBusiestMinute } from "./busiest-minute.ts";
import { createRecentUpdates } from "./recent-updates.ts";
import { Refusal } from "./refusal.ts";

export type Limit = "account" | "organization" | "incremental" | "jobs";

/** The answer to a caller who asked too often; `limit` names the allowance that is used up. */
export class TooManyRequests extends Refusal {
  readonly limit: Limit;

  constructor(limit: Limit, { status, body, headers }: Refusal) {
    super(status, body, headers);
    this.limit = limit;
  }
}

type Headers = Readonly<Record<string, string>>;

/** Each `take` counts one use of an allowance, or throws `TooManyRequests`. */
export type RateLimits = {
  /** Every call that came, for the record. */
  countCall(): void;
  takeRequest(): void;
  takeOrganizationUpdate(organizationId: number): void;
  /** The same allowance, for a row of a job: what it refuses is no answer of ours. */
  takeOrganizationRow(organizationId: number): void;
  takeIncrementalExport(): void;
  /** Refuses what another place counts. */
  refuse(limit: Limit, refusal: Refusal): never;
  headers(): Headers;
  incrementalHeaders(): Headers;
  usage(): Usage;
  clear(): void;
};

type AllowanceUsage = { readonly used: number; readonly perMinute: number; readonly resetSeconds: number };

export type Usage = {
  readonly requests: AllowanceUsage;
  readonly incrementalExports: AllowanceUsage;
  readonly organizationUpdates: {
    readonly perMinute: number;
    readonly usedBy: readonly { readonly organizationId: number; readonly used: number }[];
    /** Rows of jobs that failed for it. */
    readonly rowsRefused: number;
  };
  /** Of any minute so far, wherever it began, calls that were refused or struck by a fault included. */
  readonly mostCallsInAMinute: number;
  /** Answers 429 that the caller brought upon itself; those that a fault invented do not count. */
  readonly refused: Readonly<Record<Limit, number>>;
};

export type RateLimitOptions = {
  readonly now: () => Date;
  readonly minuteMs: number;
  readonly requestsPerMinute: number;
  readonly organizationUpdatesPerMinute: number;
  readonly incrementalExportsPerMinute: number;
};

export function createRateLimits(options: RateLimitOptions): RateLimits {
  const { now, minuteMs, requestsPerMinute, organizationUpdatesPerMinute, incrementalExportsPerMinute } =
    options;
  const requests = createAllowance({ now, minuteMs, total: requestsPerMinute });
  const exports = createAllowance({ now, minuteMs, total: incrementalExportsPerMinute });
  const updates = createRecentUpdates({ now, minuteMs, perMinute: organizationUpdatesPerMinute });
  const calls = createBusiestMinute(now, minuteMs);
  let refused = noneRefused;
  let rowsRefused = 0;

  function refuse(limit: Limit, refusal: Refusal): never {
    refused = { ...refused, [limit]: refused[limit] + 1 };
    throw new TooManyRequests(limit, refusal);
  }

  function incrementalHeaders(): Headers {
    const { remaining, resetSeconds } = exports.state();
    return bucketHeader("incremental-exports", incrementalExportsPerMinute, remaining, resetSeconds);
  }

  return {
    countCall: () => calls.count(),
    refuse,
    incrementalHeaders,
    headers() {
      const { remaining, resetSeconds } = requests.state();
      return rateLimitHeaders(requestsPerMinute, remaining, resetSeconds);
    },
    takeRequest() {
      if (requests.take()) return;
      refuse("account", accountExhausted(requestsPerMinute, requests.state().resetSeconds));
    },
    takeOrganizationUpdate(organizationId) {
      const retryAfterSeconds = updates.take(organizationId);
      if (retryAfterSeconds === undefined) return;
      refuse("organization", organizationExhausted(retryAfterSeconds));
    },
    takeOrganizationRow(organizationId) {
      const retryAfterSeconds = updates.take(organizationId);
      if (retryAfterSeconds === undefined) return;
      rowsRefused += 1;
      throw organizationExhausted(retryAfterSeconds);
    },
    takeIncrementalExport() {
      if (exports.take()) return;
      refuse("incremental", exportsExhausted(exports.state().resetSeconds, incrementalHeaders()));
    },
    usage() {
      const [account, incremental] = [requests.state(), exports.state()];
      return {
        requests: {
          used: account.used,
          perMinute: requestsPerMinute,
          resetSeconds: account.resetSeconds,
        },
        incrementalExports: {
          used: incremental.used,
          perMinute: incrementalExportsPerMinute,
          resetSeconds: incremental.resetSeconds,
        },
        organizationUpdates: {
          perMinute: organizationUpdatesPerMinute,
          usedBy: updates.usedBy(),
          rowsRefused,
        },
        mostCallsInAMinute: calls.most,
        refused,
      };
    },
    clear() {
      for (const counter of [requests, exports, updates, calls]) counter.clear();
      refused = noneRefused;
      rowsRefused = 0;
    },
  };
}

const noneRefused: Usage["refused"] = { account: 0, organization: 0, incremental: 0, jobs: 0 };

export function accountExhausted(requestsPerMinute: number, retryAfterSeconds: number): Refusal {
  return new Refusal(
    429,
    { error: "APIRateLimitExceeded", description: "Number of allowed API requests per minute exceeded" },
    {
      ...rateLimitHeaders(requestsPerMinute, 0, retryAfterSeconds),
      "retry-after": String(retryAfterSeconds),
    },
  );
}

function organizationExhausted(retryAfterSeconds: number): Refusal {
  return new Refusal(
    429,
    { errors: [{ code: "TooManyRequests", title: "Too many requests to update" }] },
    { "retry-after": String(retryAfterSeconds) },
  );
}

/** The description is the one that the tests of treasure-data/embulk-input-zendesk have. */
function exportsExhausted(retryAfterSeconds: number, headers: Headers): Refusal {
  return new Refusal(
    429,
    {
      error: "APIRateLimitExceeded",
      description: "Number of allowed incremental export API requests per minute exceeded",
    },
    { ...headers, "retry-after": String(retryAfterSeconds) },
  );
}

/** The allowance of an endpoint or of jobs (Zendesk API reference, Rate limits). */
export function bucketHeader(name: string, total: number, remaining: number, resets: number): Headers {
  return { [`zendesk-ratelimit-${name}`]: `total=${total}; remaining=${remaining}; resets=${resets}` };
}

/** Recordings of 2023 have `rate-limit…`, the documentation has `ratelimit-…` (Zendesk API reference, Rate limits). */
function rateLimitHeaders(limit: number, remaining: number, reset: number): Headers {
  return {
    "x-rate-limit": String(limit),
    "x-rate-limit-remaining": String(remaining),
    "rate-limit": String(limit),
    "rate-limit-remaining": String(remaining),
    "rate-limit-reset": String(reset),
    "ratelimit-limit": String(limit),
    "ratelimit-remaining": String(remaining),
    "ratelimit-reset": String(reset),
  };
}
