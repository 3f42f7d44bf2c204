import { createAllowance } from "./allowance.ts";
import type { Allowance } from "./allowance.ts";
import { createBusiestMinute } from "./busiest-minute.ts";
import { accountExhausted, exportsExhausted, updatesExhausted } from "./exhausted.ts";
import { bucketHeader, rateLimitHeaders } from "./rate-limit-headers.ts";
import type { Headers } from "./rate-limit-headers.ts";
import { createRecentUpdates } from "./recent-updates.ts";
import { Refusal } from "./refusal.ts";

export type Limit = "account" | "organization" | "ticket" | "tickets-update" | "incremental" | "jobs";

/** The answer to a caller who asked too often; `limit` names the allowance that is used up. */
export class TooManyRequests extends Refusal {
  readonly limit: Limit;

  constructor(limit: Limit, { status, body, headers }: Refusal) {
    super(status, body, headers);
    this.limit = limit;
  }
}

/** Each `take` counts one use of an allowance, or throws `TooManyRequests`. */
export type RateLimits = {
  /** Every call that came, for the record. */
  countCall(): void;
  takeRequest(): void;
  takeOrganizationUpdate(organizationId: number): void;
  /** The same allowance, for a row of a job: what it refuses is no answer of ours. */
  takeOrganizationRow(organizationId: number): void;
  /** Of the account: each request that updates tickets, however many. */
  takeTicketsUpdate(): void;
  takeTicketUpdate(ticketId: number): void;
  takeTicketRow(ticketId: number): void;
  takeIncrementalExport(): void;
  /** Refuses what another place counts. */
  refuse(limit: Limit, refusal: Refusal): never;
  headers(): Headers;
  incrementalHeaders(): Headers;
  ticketsUpdateHeaders(): Headers;
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
  readonly ticketUpdates: AllowanceUsage & {
    /** Each ticket's own allowance, which is for ten minutes. */
    readonly perTicket: number;
    readonly usedBy: readonly { readonly ticketId: number; readonly used: number }[];
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
  readonly ticketUpdatesPerMinute: number;
  readonly incrementalExportsPerMinute: number;
};

/** Of one user to one ticket in ten minutes (Zendesk API reference, Rate limits). */
const updatesPerTicket = 30;

export function createRateLimits(options: RateLimitOptions): RateLimits {
  const { now, minuteMs, requestsPerMinute } = options;
  const requests = createAllowance({ now, minuteMs, total: requestsPerMinute });
  const exports = createAllowance({ now, minuteMs, total: options.incrementalExportsPerMinute });
  const ticketsUpdates = createAllowance({ now, minuteMs, total: options.ticketUpdatesPerMinute });
  const ofOrganizations = createRecentUpdates({
    now,
    windowMs: minuteMs,
    allowed: options.organizationUpdatesPerMinute,
  });
  const ofTickets = createRecentUpdates({ now, windowMs: 10 * minuteMs, allowed: updatesPerTicket });
  const recent = { organization: ofOrganizations, ticket: ofTickets };
  const calls = createBusiestMinute(now, minuteMs);
  let refused = noneRefused;
  let rowsRefused = noRowsRefused;

  function refuse(limit: Limit, refusal: Refusal): never {
    refused = { ...refused, [limit]: refused[limit] + 1 };
    throw new TooManyRequests(limit, refusal);
  }

  function takeUpdate(limit: keyof typeof noRowsRefused, id: number): void {
    const retryAfterSeconds = recent[limit].take(id);
    if (retryAfterSeconds !== undefined) refuse(limit, updatesExhausted(retryAfterSeconds));
  }

  function takeRow(limit: keyof typeof noRowsRefused, id: number): void {
    const retryAfterSeconds = recent[limit].take(id);
    if (retryAfterSeconds === undefined) return;
    rowsRefused = { ...rowsRefused, [limit]: rowsRefused[limit] + 1 };
    throw updatesExhausted(retryAfterSeconds);
  }

  const incrementalHeaders = (): Headers => headerOf("incremental-exports", exports);
  const ticketsUpdateHeaders = (): Headers => headerOf("tickets-update", ticketsUpdates);

  return {
    countCall: () => calls.count(),
    refuse,
    incrementalHeaders,
    ticketsUpdateHeaders,
    headers() {
      const { remaining, resetSeconds } = requests.state();
      return rateLimitHeaders(requestsPerMinute, remaining, resetSeconds);
    },
    takeRequest() {
      if (requests.take()) return;
      refuse("account", accountExhausted(requestsPerMinute, requests.state().resetSeconds));
    },
    takeOrganizationUpdate: (organizationId) => takeUpdate("organization", organizationId),
    takeOrganizationRow: (organizationId) => takeRow("organization", organizationId),
    takeTicketsUpdate() {
      if (ticketsUpdates.take()) return;
      const { resetSeconds } = ticketsUpdates.state();
      refuse("tickets-update", updatesExhausted(resetSeconds, ticketsUpdateHeaders()));
    },
    takeTicketUpdate: (ticketId) => takeUpdate("ticket", ticketId),
    takeTicketRow: (ticketId) => takeRow("ticket", ticketId),
    takeIncrementalExport() {
      if (exports.take()) return;
      refuse("incremental", exportsExhausted(exports.state().resetSeconds, incrementalHeaders()));
    },
    usage: () => ({
      requests: usageOf(requests),
      incrementalExports: usageOf(exports),
      organizationUpdates: {
        perMinute: options.organizationUpdatesPerMinute,
        usedBy: ofOrganizations.usedBy().map(({ id, used }) => ({ organizationId: id, used })),
        rowsRefused: rowsRefused.organization,
      },
      ticketUpdates: {
        ...usageOf(ticketsUpdates),
        perTicket: updatesPerTicket,
        usedBy: ofTickets.usedBy().map(({ id, used }) => ({ ticketId: id, used })),
        rowsRefused: rowsRefused.ticket,
      },
      mostCallsInAMinute: calls.most,
      refused,
    }),
    clear() {
      for (const counter of [requests, exports, ticketsUpdates, ofOrganizations, ofTickets, calls]) {
        counter.clear();
      }
      refused = noneRefused;
      rowsRefused = noRowsRefused;
    },
  };
}

const noneRefused: Usage["refused"] = {
  account: 0,
  organization: 0,
  ticket: 0,
  "tickets-update": 0,
  incremental: 0,
  jobs: 0,
};
const noRowsRefused = { organization: 0, ticket: 0 };

function usageOf(allowance: Allowance): AllowanceUsage {
  const { used, resetSeconds } = allowance.state();
  return { used, perMinute: allowance.total, resetSeconds };
}

function headerOf(name: string, allowance: Allowance): Headers {
  const { remaining, resetSeconds } = allowance.state();
  return bucketHeader(name, allowance.total, remaining, resetSeconds);
}
