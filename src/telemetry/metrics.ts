import { collectDefaultMetrics, Counter, Histogram, Registry } from "prom-client";

import type { Attempt } from "../jobs/attempt.ts";
import type { BudgetFigure, EndedCall, Figures } from "../jobs/figures.ts";
import type { Message } from "../jobs/inbox.ts";
import { endpointOf } from "./endpoint-of.ts";
import { figuresText } from "./figures-text.ts";
import { messageLabel } from "./message-label.ts";
import { readInTime } from "./read-in-time.ts";

export type Metrics = {
  /** What a scrape gets. Always within two seconds: what a store does not tell by then is left out. */
  readonly render: () => Promise<{ readonly contentType: string; readonly body: string }>;
  messageCame(message: Pick<Message, "source" | "kind">): void;
  /** Attempts that were made together. */
  attemptsEnded(attempts: readonly Attempt[], tookMs: number): void;
  callEnded(call: EndedCall): void;
};

export type MetricsOptions = {
  readonly readFigures: () => Promise<Figures>;
  readonly readBudget: () => Promise<readonly BudgetFigure[]>;
};

const reading = { keptMs: 1000, withinMs: 1500 };

/** Answers of Zendesk's come in tenths of a second; a call is given up after 30 s. */
const callSeconds = [0.05, 0.1, 0.25, 0.5, 1, 2, 4, 8, 16, 30];

/** An attempt that waits for a bulk job of Zendesk's takes minutes. */
const attemptSeconds = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 600];

const batchSizes = [1, 2, 5, 10, 25, 50, 75, 100];

/**
 * What this process counts, and what stands in the stores. No label ever holds an id, or a name that somebody else chose.
 */
export function createMetrics({ readFigures, readBudget }: MetricsOptions): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const messages = new Counter({
    name: "los_messages_total",
    help: "signed messages that were made durable",
    labelNames: ["source", "kind"],
    registers,
  });
  const attempts = new Counter({
    name: "los_attempts_total",
    help: "attempts by how they ended",
    labelNames: ["kind", "outcome"],
    registers,
  });
  const attemptDuration = new Histogram({
    name: "los_attempt_duration_seconds",
    help: "how long attempts took",
    labelNames: ["kind"],
    buckets: attemptSeconds,
    registers,
  });
  const batch = new Histogram({
    name: "los_batch_size",
    help: "how many keys were looked at together",
    labelNames: ["kind"],
    buckets: batchSizes,
    registers,
  });
  const calls = new Counter({
    name: "los_zendesk_calls_total",
    help: "calls to Zendesk by what it answered; status none: nothing",
    labelNames: ["endpoint", "method", "status"],
    registers,
  });
  const callDuration = new Histogram({
    name: "los_zendesk_call_duration_seconds",
    help: "how long calls to Zendesk took",
    labelNames: ["endpoint", "method"],
    buckets: callSeconds,
    registers,
  });

  const figures = readInTime(readFigures, reading);
  const budget = readInTime(readBudget, reading);

  return {
    async render() {
      const [known, left] = await Promise.all([figures(), budget()]);
      const texts = [await registry.metrics(), await figuresText({ figures: known, budget: left })];
      return { contentType: registry.contentType, body: texts.join("") };
    },
    messageCame({ source, kind }) {
      messages.inc({ source, kind: messageLabel(kind) });
    },
    attemptsEnded(ended, tookMs) {
      const [first] = ended;
      if (!first) return;
      batch.observe({ kind: first.lease.kind }, ended.length);
      for (const { lease, ending } of ended) {
        attempts.inc({ kind: lease.kind, outcome: ending?.kind ?? "lost" });
        attemptDuration.observe({ kind: lease.kind }, tookMs / 1000);
      }
    },
    callEnded({ method, path, status, tookMs }) {
      const endpoint = endpointOf(path);
      calls.inc({ endpoint, method, status: status ?? "none" });
      callDuration.observe({ endpoint, method }, tookMs / 1000);
    },
  };
}
