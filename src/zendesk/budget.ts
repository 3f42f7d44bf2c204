import { setTimeout as pause } from "node:timers/promises";

import type { Urgency } from "../jobs/ports.ts";
import { Throttled } from "../jobs/refusals.ts";
import { type Scope, scopes, scopesOf, spreads, type Standing } from "./limits.ts";

/** One count to be taken: at most `limit` of this name within any `windowMs`. */
export type Take = { readonly name: string; readonly limit: number; readonly windowMs: number };

/** Counts that all processes share. */
export interface Meter {
  /** Takes one of each, or none of any. Answers 0, or how long to wait before asking again (milliseconds). */
  take(takes: readonly Take[]): Promise<number>;
  /** Nobody gets one of this name for so long. */
  shut(name: string, forMs: number): Promise<void>;
}

export type Budget = {
  /**
   * Waits for the call's turn; of those that count against the same limits, who came first goes first.
   * @throws Throttled when it would not come within the patience: that of a call which counts against a limit of its
   * own besides the account's puts off only its kind of work
   */
  enter(method: string, path: string): Promise<void>;
  /** Takes to heart what an answer says of the limits. */
  heed(standings: readonly Standing[]): Promise<void>;
  /** Zendesk asked to wait: nobody makes calls that count against this limit, in any process. */
  shut(scope: Scope, forMs: number): Promise<void>;
};

export type BudgetOptions = {
  readonly meter: Meter;
  /** Share of each limit that is ours, above 0 and at most 1. */
  readonly share: number;
  /** Bulk work leaves a part of our share to live work, which so never waits for it. Default: live. */
  readonly urgency?: Urgency;
  /** Length of Zendesk's minute; another one only where time is compressed. */
  readonly minuteMs?: number;
  /** How long a call waits for its turn before the work is put off (milliseconds). */
  readonly patienceMs?: number;
  /** Told when an answer names another total of a limit than the one before. */
  readonly onTotal?: ((scope: Scope, total: number) => void) | undefined;
  /** Told when the shared counts are out of reach. */
  readonly onError: (err: unknown) => void;
};

/** For a handful of calls that a person asked for: goes at once, and is not counted. */
export const uncounted: Budget = {
  enter: async () => {},
  heed: async () => {},
  shut: async () => {},
};

/** Of our share, bulk work may use so much. */
export const bulkShare = 0.8;

/** A call is counted when it is sent and arrives a little later: our minute is longer by this share. */
const travelShare = 1 / 30;

/** How long a call counts (milliseconds). */
export function countedForMs(minuteMs: number): number {
  return minuteMs + minuteMs * travelShare;
}

/** Others use the account too. When it has less than this share left, we wait until it is whole again. */
const leftForOthersShare = 0.02;

/**
 * Keeps all our processes together within our share of Zendesk's limits: a call counts against a sliding minute in
 * the shared meter before it is sent, so that no window of a minute ever holds more than our share.
 */
export function createBudget({
  meter,
  share,
  urgency = "live",
  minuteMs = 60_000,
  patienceMs = 2000,
  onTotal,
  onError,
}: BudgetOptions): Budget {
  const totals = new Map<Scope, number>();
  const turns = new Map<string, Promise<unknown>>();

  function takesFor(scope: Scope): Take[] {
    const total = totals.get(scope) ?? scopes[scope].perMinute;
    const limit = total * (urgency === "bulk" ? share * bulkShare : share);
    const windowMs = countedForMs(minuteMs);
    const take = (name: string, part: number): Take => ({
      name,
      limit: Math.max(1, Math.floor(limit / part)),
      windowMs: Math.ceil(windowMs / part),
    });
    return spreads.has(scope) ? [take(scope, 1), take(`${scope}-spread`, 10)] : [take(scope, 1)];
  }

  async function waitForTurn(takes: readonly Take[], giveUpAt: number): Promise<void> {
    for (;;) {
      const waitMs = await ask(takes);
      if (waitMs === 0) return;
      if (performance.now() + waitMs > giveUpAt) {
        const names = takes.map(({ name }) => name);
        const scope = names.some((name) => name !== "account") ? "key" : "account";
        throw new Throttled(`our share of zendesk's limits is used up: ${names.join(", ")}`, waitMs, scope);
      }
      await pause(waitMs);
    }
  }

  async function ask(takes: readonly Take[]): Promise<number> {
    try {
      return await meter.take(takes);
    } catch (err) {
      onError(err);
      throw new Throttled("the shared count of calls is out of reach, so none is made", 1000, "account");
    }
  }

  return {
    async enter(method, path) {
      const giveUpAt = performance.now() + patienceMs;
      const counted = scopesOf(method, path);
      const line = counted.join();
      const before = turns.get(line) ?? Promise.resolve();
      const mine = before.then(async () => await waitForTurn(counted.flatMap(takesFor), giveUpAt));
      const over = mine.catch(() => {});
      turns.set(line, over);
      await mine;
    },

    async heed(standings) {
      for (const { scope, total, remaining, resetSeconds = minuteMs / 1000 } of standings) {
        if (totals.get(scope) !== total) onTotal?.(scope, total);
        totals.set(scope, total);
        const leftForOthers = Math.ceil(total * leftForOthersShare);
        const isScarce = share < 1 && total >= 100 && remaining < leftForOthers;
        if (isScarce) await meter.shut(scope, Math.min(resetSeconds * 1000, minuteMs)).catch(onError);
      }
    },

    async shut(scope, forMs) {
      await meter.shut(scope, forMs).catch(onError);
    },
  };
}
