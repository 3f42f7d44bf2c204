import type { WorkKind } from "../jobs/ports.ts";

/** The queues in Redis. Work of one lane cannot hold up another. */
export const lanes = ["clients", "tickets"] as const;
export type Lane = (typeof lanes)[number];

const laneByKind: Readonly<Record<WorkKind, Lane>> = {
  "reconcile-client": "clients",
  "review-ticket": "tickets",
};

/** What BullMQ takes the count of jobs for while `queue.rateLimit` is in force. */
export const pausedCount = Number.MAX_SAFE_INTEGER;

export function laneOf(kind: WorkKind): Lane {
  return laneByKind[kind];
}
