/**
 * Zendesk's limits that calls are counted against, by the names it uses in its headers ("Rate limits", Zendesk API
 * reference). `perMinute` holds until an answer names another total.
 */
export const scopes = {
  /** The whole account. That of the smallest plan, until the first answer tells ours. */
  account: { perMinute: 200 },
  /** All updates of tickets. A bulk job is one of them, however many tickets it has: see `spreads`. */
  "tickets-update": { perMinute: 100 },
  "incremental-exports": { perMinute: 10 },
  "search-export": { perMinute: 100 },
} as const;

export type Scope = keyof typeof scopes;

/**
 * Limits that are used up evenly, a tenth in a tenth of the minute. A burst of single updates would otherwise use up the
 * whole minute; so it has to wait a few seconds, and what has gathered meanwhile goes together.
 */
export const spreads: ReadonlySet<Scope> = new Set(["tickets-update"]);

/** Which limits a call counts against. */
export function scopesOf(method: string, path: string): readonly Scope[] {
  const [resource = ""] = path.replace(/^\/+api\/v2\/+/, "").split("?");
  if (method === "PUT" && /^tickets\b/.test(resource)) return ["account", "tickets-update"];
  if (resource.startsWith("incremental/")) return ["account", "incremental-exports"];
  if (/^search\/export\b/.test(resource)) return ["account", "search-export"];
  return ["account"];
}

/** What an answer says of one limit: how much there is in all, how much is left, and when it is whole again. */
export type Standing = {
  readonly scope: Scope;
  readonly total: number;
  readonly remaining: number;
  readonly resetSeconds: number | undefined;
};

type ReadHeader = (name: string) => string | null;

/** Reads the limits in all spellings that Zendesk's answers have had. */
export function standingsIn(header: ReadHeader): Standing[] {
  const first = (...names: readonly string[]): number | undefined =>
    names.map((name) => whole(header(name))).find((value) => value !== undefined);
  const total = first("x-rate-limit", "ratelimit-limit", "rate-limit");
  const remaining = first("x-rate-limit-remaining", "ratelimit-remaining", "rate-limit-remaining");
  const resetSeconds = first("ratelimit-reset", "rate-limit-reset");
  const account: readonly Standing[] =
    total === undefined || remaining === undefined
      ? []
      : [{ scope: "account", total, remaining, resetSeconds }];
  return [...account, ...Object.keys(scopes).flatMap((scope) => endpointStanding(scope as Scope, header))];
}

/** `Zendesk-RateLimit-tickets-update: total=100; remaining=99; resets=41` */
function endpointStanding(scope: Scope, header: ReadHeader): Standing[] {
  const parts = new Map(
    (header(`zendesk-ratelimit-${scope}`) ?? "").split(";").map((part) => {
      const [name = "", value = ""] = part.split("=");
      return [name.trim().toLowerCase(), whole(value.trim())];
    }),
  );
  const total = parts.get("total");
  const remaining = parts.get("remaining");
  return total === undefined || remaining === undefined
    ? []
    : [{ scope, total, remaining, resetSeconds: parts.get("resets") }];
}

function whole(text: string | null): number | undefined {
  return text !== null && /^\d{1,9}$/.test(text.trim()) ? Number(text) : undefined;
}
