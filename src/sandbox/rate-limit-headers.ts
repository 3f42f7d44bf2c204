export type Headers = Readonly<Record<string, string>>;

/** The allowance of an endpoint or of jobs (Zendesk API reference, Rate limits). */
export function bucketHeader(name: string, total: number, remaining: number, resets: number): Headers {
  return { [`zendesk-ratelimit-${name}`]: `total=${total}; remaining=${remaining}; resets=${resets}` };
}

/** Recordings of 2023 have `rate-limit…`, the documentation has `ratelimit-…` (Zendesk API reference, Rate limits). */
export function rateLimitHeaders(limit: number, remaining: number, reset: number): Headers {
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
