import type { Lease, ManyWork, Work, WorkKey } from "../../src/jobs/ports.ts";
import type { Process, Timeline } from "./timeline.ts";

/** What a lease is worth to whoever took or extended it (milliseconds). */
const leaseMs = 10_000;

type Holding = { readonly epoch: bigint; readonly by: string; readonly untilMs: number };

/** Who believes to hold what, and rightly: until the lease runs out or is given back. */
export type LiveHolders = {
  watch(work: Work & ManyWork, process: Process): Work & ManyWork;
  readonly problems: readonly string[];
};

export function createLiveHolders(timeline: Timeline): LiveHolders {
  const held = new Map<string, Holding>();
  const problems: string[] = [];

  function took({ kind, key, epoch }: Lease, by: string): void {
    const id = idOf({ kind, key });
    const other = held.get(id);
    if (other && other.untilMs > timeline.nowMs) {
      problems.push(
        `two holders: ${by} took ${key} while ${other.by} had it for ${other.untilMs - timeline.nowMs} ms more`,
      );
    }
    held.set(id, { epoch, by, untilMs: timeline.nowMs + leaseMs });
  }

  function extend(lease: Lease): void {
    const holding = held.get(idOf(lease));
    if (holding?.epoch === lease.epoch)
      held.set(idOf(lease), { ...holding, untilMs: timeline.nowMs + leaseMs });
  }

  function give(lease: Lease): void {
    if (held.get(idOf(lease))?.epoch === lease.epoch) held.delete(idOf(lease));
  }

  return {
    problems,
    watch: (work, { name }) => ({
      async take(key) {
        const lease = await work.take(key);
        if (lease) took(lease, name);
        return lease;
      },
      async takeDue(kind, urgency, limit) {
        const leases = await work.takeDue(kind, urgency, limit);
        for (const lease of leases) took(lease, name);
        return leases;
      },
      async holdAll(leases) {
        await work.holdAll(leases);
        for (const lease of leases) extend(lease);
      },
      async settleAll(endings) {
        try {
          return await work.settleAll(endings);
        } finally {
          for (const { lease } of endings) give(lease);
        }
      },
      doubt: async (key) => await work.doubt(key),
    }),
  };
}

function idOf({ kind, key }: WorkKey): string {
  return `${kind} ${key}`;
}
