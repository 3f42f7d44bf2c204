import type { Logger } from "pino";

import type { Config } from "./config.ts";
import type { BudgetFigure, EndedCall } from "./jobs/figures.ts";
import type { Urgency } from "./jobs/ports.ts";
import { connectForSending } from "./redis/connection.ts";
import { createSlidingWindows } from "./redis/sliding-windows.ts";
import { createSlots, type Slots } from "./redis/slots.ts";
import { warnSeldom } from "./warn-seldom.ts";
import { readBudget } from "./zendesk/budget-reading.ts";
import { createBudget } from "./zendesk/budget.ts";
import { createZendesk } from "./zendesk/client.ts";

/** A call of live work is over long before its lease; bulk calls wait longer for their turn, and hold their leases. */
const deadlines: Readonly<Record<Urgency, { readonly deadlineMs: number; readonly patienceMs: number }>> = {
  live: { deadlineMs: 8000, patienceMs: 2000 },
  bulk: { deadlineMs: 30_000, patienceMs: 15_000 },
};

export type OpenZendeskOptions = {
  readonly config: Config;
  readonly redisUrl: string;
  readonly log: Logger;
  /** What is opened here is closed with it. */
  readonly open: AsyncDisposableStack;
  /** Told of every call, when it is over. */
  readonly onCall?: ((call: EndedCall) => void) | undefined;
};

export type OpenedZendesk = {
  readonly slots: Slots;
  readonly clientFor: (urgency: Urgency) => ReturnType<typeof createZendesk>;
};

/** All processes that share a Redis keep to the limits of one Zendesk account together. */
export function openZendesk({
  config: { zendesk },
  redisUrl,
  log,
  open,
  onCall,
}: OpenZendeskOptions): OpenedZendesk {
  const { url, requestShare: share, minuteMs } = zendesk;
  const redis = connectForSending(redisUrl, log);
  open.defer(async () => redis.disconnect());
  const prefix = prefixFor(url);
  const meter = createSlidingWindows(redis, prefix);
  const onError = warnSeldom(log, "budget.unavailable");
  const onTotal = (name: string, total: number) => void meter.keepTotal(name, total).catch(onError);
  return {
    slots: createSlots(redis, prefix),
    clientFor: (urgency) => {
      const { deadlineMs, patienceMs } = deadlines[urgency];
      const budget = createBudget({ meter, share, urgency, minuteMs, patienceMs, onTotal, onError });
      return createZendesk({ ...zendesk, log, budget, deadlineMs, onCall });
    },
  };
}

/** Reads how much of our share of Zendesk's limits is used, in a process that need not call Zendesk itself. */
export function openBudgetReading({
  config: { zendesk },
  redisUrl,
  log,
  open,
}: OpenZendeskOptions): () => Promise<readonly BudgetFigure[]> {
  const { url, requestShare: share, minuteMs } = zendesk;
  const redis = connectForSending(redisUrl, log);
  open.defer(async () => redis.disconnect());
  const windows = createSlidingWindows(redis, prefixFor(url));
  return async () => await readBudget({ windows, share, minuteMs });
}

/** Accounts that share a Redis have limits of their own. */
function prefixFor(zendeskUrl: string): string {
  return `los:budget:${new URL(zendeskUrl).host}`;
}
