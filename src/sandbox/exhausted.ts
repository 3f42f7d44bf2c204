import { rateLimitHeaders } from "./rate-limit-headers.ts";
import type { Headers } from "./rate-limit-headers.ts";
import { Refusal } from "./refusal.ts";

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

/** Documented for organizations; for tickets taken to be the same. */
export function updatesExhausted(retryAfterSeconds: number, headers: Headers = {}): Refusal {
  return new Refusal(
    429,
    { errors: [{ code: "TooManyRequests", title: "Too many requests to update" }] },
    { ...headers, "retry-after": String(retryAfterSeconds) },
  );
}

/** The description is the one that the tests of treasure-data/embulk-input-zendesk have. */
export function exportsExhausted(retryAfterSeconds: number, headers: Headers): Refusal {
  return new Refusal(
    429,
    {
      error: "APIRateLimitExceeded",
      description: "Number of allowed incremental export API requests per minute exceeded",
    },
    { ...headers, "retry-after": String(retryAfterSeconds) },
  );
}
