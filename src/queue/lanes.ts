import type { WorkKey } from "../jobs/ports.ts";

/** The queues in Redis. Work of one lane cannot hold up another. */
export const lanes = ["clients"] as const;

const laneByKind: Readonly<Record<WorkKey["kind"], (typeof lanes)[number]>> = {
  "reconcile-client": "clients",
};

/** What BullMQ takes the count of jobs for while `queue.rateLimit` is in force. */
export const pausedCount = Number.MAX_SAFE_INTEGER;

export function laneOf(kind: WorkKey["kind"]): (typeof lanes)[number] {
  return laneByKind[kind];
}
