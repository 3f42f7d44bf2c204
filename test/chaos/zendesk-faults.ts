import type { FaultRule } from "../../src/sandbox/faults.ts";
import type { JobFaultRule } from "../../src/sandbox/job-faults.ts";
import type { WebhookFaultRule } from "../../src/sandbox/webhook-faults.ts";

/** About two calls in five fail. Those after which all have to wait, and those that take long, are rarer. */
export const callFaults: readonly FaultRule[] = [
  { kinds: ["429", "503"], share: 0.01, retryAfterSeconds: 1 },
  { kinds: ["slow"], share: 0.02, delayMs: 1500 },
  { kinds: ["hang"], share: 0.005 },
  {
    kinds: ["500", "502", "504", "reset-before", "reset-after", "500-after", "garbage"],
    share: 0.36,
  },
];

/** Half-applied jobs, vanished ones, and those that take their time, but less than a lease. */
export const jobFaults: readonly JobFaultRule[] = [
  { kind: "fail", share: 0.06 },
  { kind: "kill", share: 0.04 },
  { kind: "vanish", share: 0.06 },
  { kind: "rows-fail", share: 0.06, rowShare: 0.3 },
  { kind: "stall", share: 0.03, stallMs: 2000 },
  { kind: "shuffle", share: 0.2 },
];

export const webhookFaults: WebhookFaultRule = { duplicates: 0.1, shuffleMs: 400, lost: 0.01 };

/** What strikes, as it is counted. */
export const faultKinds: readonly string[] = [
  ...callFaults.flatMap(({ kinds }) => kinds),
  ...jobFaults.map(({ kind }) => `job: ${kind}`),
  "event never sent",
];
