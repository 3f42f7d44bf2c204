import { Refusal } from "./refusal.ts";

export type Limit = "account" | "organization";

/** The answer to a caller who asked too often; `limit` names the allowance that is used up. */
export class TooManyRequests extends Refusal {
  readonly limit: Limit;

  constructor(limit: Limit, { status, body, headers }: Refusal) {
    super(status, body, headers);
    this.limit = limit;
  }
}

export type RateLimits = {
  /** Count one request of the account, or throw `TooManyRequests`. */
  takeRequest(): void;
  /** Count one update of this organization, or throw `TooManyRequests`. */
  takeOrganizationUpdate(organizationId: number): void;
  headers(): Readonly<Record<string, string>>;
  usage(): Usage;
  clear(): void;
};

export type Usage = {
  readonly requests: { readonly used: number; readonly perMinute: number; readonly resetSeconds: number };
  readonly organizationUpdates: {
    readonly perMinute: number;
    readonly usedBy: readonly { readonly organizationId: number; readonly used: number }[];
  };
};

export type RateLimitOptions = {
  readonly now: () => Date;
  readonly requestsPerMinute: number;
  readonly organizationUpdatesPerMinute: number;
};

const minuteMs = 60_000;

/**
 * The account's allowance is renewed at every full minute: in the answers that the tests of facetoe/zenpy recorded,
 * the reset is what is left of the clock's minute. How Zendesk counts the updates of one organization is not known; here no sixty seconds hold more
 * than the allowance, which is the strictest reading.
 */
export function createRateLimits(options: RateLimitOptions): RateLimits {
  const { now, requestsPerMinute, organizationUpdatesPerMinute } = options;
  let minute = 0;
  let used = 0;
  const updates = new Map<number, readonly number[]>();

  function turn(): { readonly nowMs: number; readonly resetSeconds: number } {
    const nowMs = now().getTime();
    const current = Math.floor(nowMs / minuteMs);
    if (current !== minute) {
      minute = current;
      used = 0;
    }
    return { nowMs, resetSeconds: Math.ceil(((current + 1) * minuteMs - nowMs) / 1000) };
  }

  function headers(): Readonly<Record<string, string>> {
    const { resetSeconds } = turn();
    return rateLimitHeaders(requestsPerMinute, requestsPerMinute - used, resetSeconds);
  }

  function recentUpdates(organizationId: number, nowMs: number): readonly number[] {
    return (updates.get(organizationId) ?? []).filter((at) => nowMs - at < minuteMs);
  }

  return {
    headers,
    takeRequest() {
      const { resetSeconds } = turn();
      if (used >= requestsPerMinute) {
        throw new TooManyRequests("account", accountExhausted(requestsPerMinute, resetSeconds));
      }
      used += 1;
    },
    takeOrganizationUpdate(organizationId) {
      const { nowMs } = turn();
      const recent = recentUpdates(organizationId, nowMs);
      const [oldest] = recent;
      if (oldest !== undefined && recent.length >= organizationUpdatesPerMinute) {
        const retryAfterSeconds = Math.ceil((oldest + minuteMs - nowMs) / 1000);
        throw new TooManyRequests("organization", organizationExhausted(retryAfterSeconds));
      }
      updates.set(organizationId, [...recent, nowMs]);
    },
    usage() {
      const { nowMs, resetSeconds } = turn();
      const usedBy = [...updates.keys()]
        .map((organizationId) => ({ organizationId, used: recentUpdates(organizationId, nowMs).length }))
        .filter((entry) => entry.used > 0);
      return {
        requests: { used, perMinute: requestsPerMinute, resetSeconds },
        organizationUpdates: { perMinute: organizationUpdatesPerMinute, usedBy },
      };
    },
    clear() {
      used = 0;
      updates.clear();
    },
  };
}

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

/** Recordings of 2023 have `rate-limit…`, the documentation has `ratelimit-…` (Zendesk API reference, Rate limits). */
function rateLimitHeaders(limit: number, remaining: number, reset: number): Readonly<Record<string, string>> {
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
