import { setTimeout as sleep } from "node:timers/promises";

import type { AttemptPorts } from "./jobs/attempt.ts";
import type { BudgetFigure, EndedCall } from "./jobs/figures.ts";
import type { Inbox } from "./jobs/inbox.ts";
import { openBudgetReading, type OpenZendeskOptions } from "./open-zendesk.ts";
import type { Database } from "./store/database.ts";
import { readFigures } from "./store/watch/figures.ts";
import { createMetrics, type Metrics } from "./telemetry/metrics.ts";
import { readInTime } from "./telemetry/read-in-time.ts";
import type { Tracing } from "./telemetry/tracing.ts";
import { createWatch, type Watch } from "./telemetry/watch.ts";

export type ObservingOptions = OpenZendeskOptions & { readonly db: Database };

/** What a process counts, measures and traces of what it does; one for all its roles. */
export type Observing = {
  readonly render: Metrics["render"];
  /** How much of our share of Zendesk's limits is used; empty when that is not known soon. */
  readonly findBudget: () => Promise<readonly BudgetFigure[]>;
  around(inbox: Inbox): Inbox;
  aroundJobs(ports: AttemptPorts): AttemptPorts;
  /** Makes attempts together. */
  readonly pass: Watch["pass"];
  readonly callEnded: (call: EndedCall) => void;
};

/** Whoever looks at a page does not wait for Redis. */
const budgetReading = { keptMs: 1000, withinMs: 300 };

/** Stopping waits so long for a collector of traces (milliseconds). */
const closeWithinMs = 2000;

export async function startObserving(options: ObservingOptions): Promise<Observing> {
  const { config, db, open } = options;
  const { otlpEndpoint } = config;
  const readBudget = openBudgetReading(options);
  const metrics = createMetrics({ readFigures: async () => await readFigures(db), readBudget });
  const budget = readInTime(readBudget, budgetReading);
  const watch = createWatch(metrics);
  const tracing = otlpEndpoint === undefined ? undefined : await traceTo(otlpEndpoint, open);
  return {
    render: metrics.render,
    findBudget: async () => (await budget()) ?? [],
    around(inbox) {
      const inner = tracing?.around(inbox) ?? inbox;
      return {
        async accept(message) {
          const accepted = await inner.accept(message);
          if (!accepted.duplicate) metrics.messageCame(message);
          return accepted;
        },
      };
    },
    aroundJobs: (ports) => (tracing ? { ...ports, perform: tracing.aroundJobs(ports.perform) } : ports),
    pass: watch.pass,
    callEnded(call) {
      watch.callEnded(call);
      tracing?.callEnded(call);
    },
  };
}

async function traceTo(endpoint: string, open: AsyncDisposableStack): Promise<Tracing> {
  const { startTracing } = await import("./telemetry/tracing.ts");
  const tracing = startTracing({ endpoint });
  open.defer(async () => {
    await Promise.race([tracing.close(), sleep(closeWithinMs, undefined, { ref: false })]);
  });
  return tracing;
}
