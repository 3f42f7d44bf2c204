import type { SandboxOptions } from "../../src/sandbox/sandbox.ts";

/** What a call to Zendesk takes at least, a job waits, and a job does. */
const latencyMs = 200;
const startDelayMs = 2000;
const rowsPerSecond = 25;

/** Zendesk Suite Enterprise, all of it as much faster as its minute is shorter. */
export function enterpriseSandbox(minuteMs: number): SandboxOptions {
  const scale = minuteMs / 60_000;
  return {
    requestsPerMinute: 700,
    minuteMs,
    latencyMs: latencyMs * scale,
    jobs: { startDelayMs: startDelayMs * scale, rowsPerSecond: rowsPerSecond / scale },
    keptCalls: 1_000_000,
  };
}
