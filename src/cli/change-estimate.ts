import { bulkCallsPerMinute } from "./bulk-pace.ts";

/** What it takes to write a change set. */
export type Estimate = {
  readonly calls: number;
  /** Our share for bulk work, on the smallest plan. */
  readonly callsPerMinute: number;
  readonly ms: number;
};

/** Of a hundred organizations: reading them, the bulk job, asking twice for its end, and reading what came of it. */
const callsPerHundredOrganizations = 5;

/** The bulk job, and asking twice for its end. */
const callsPerHundredTickets = 3;

/** What a bulk job of a hundred rows takes at Zendesk, and how many a worker has under way (milliseconds). */
const jobMs = 10_000;
const jobsAtATime = 4;

/** Whichever is longer: our share of Zendesk's limits, or its bulk jobs. */
export function estimateChange(organizations: number, tickets: number, requestShare: number): Estimate {
  const hundreds = [organizations, tickets].map((count) => Math.ceil(count / 100));
  const [ofOrganizations = 0, ofTickets = 0] = hundreds;
  const calls = ofOrganizations * callsPerHundredOrganizations + ofTickets * callsPerHundredTickets;
  const callsPerMinute = bulkCallsPerMinute(requestShare);
  const rounds = hundreds.reduce((sum, count) => sum + Math.ceil(count / jobsAtATime), 0);
  return { calls, callsPerMinute, ms: Math.max((calls / callsPerMinute) * 60_000, rounds * jobMs) };
}
