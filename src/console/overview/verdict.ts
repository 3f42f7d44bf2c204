import type { Overview } from "../../operations/overview.ts";
import { duration } from "../look/time.ts";

export type Verdict = { readonly tone: "good" | "warn" | "bad"; readonly sentence: string };

/** Live work that waits longer than this is late (milliseconds): people were promised seconds. */
const lateAfterMs = 60_000;

/** One sentence: is all well, and if not, what is the worst of it. */
export function verdictOf(overview: Overview): Verdict {
  const { accessLostSince, oldestWaitMs, work, conflicts, drift, sweeps } = overview;
  const overdue = sweeps.filter(({ isOverdue }) => isOverdue).map(({ name }) => name);
  if (accessLostSince) {
    return {
      tone: "bad",
      sentence: "Zendesk refuses our credentials: nothing is written until a person mends them (los check).",
    };
  }
  if (oldestWaitMs !== null && oldestWaitMs > lateAfterMs) {
    return { tone: "bad", sentence: `Work is late: the longest has waited ${duration(oldestWaitMs)}.` };
  }
  if (work.failed > 0) {
    return {
      tone: "bad",
      sentence: `${work.failed} failed and ${work.failed === 1 ? "waits" : "wait"} for a person; all else is up to date.`,
    };
  }
  if (overdue.length > 0) return { tone: "warn", sentence: `Overdue: ${overdue.join(", ")}.` };
  if (conflicts > 0) {
    return {
      tone: "warn",
      sentence: `${conflicts} ${conflicts === 1 ? "conflict waits" : "conflicts wait"} for a decision; all else is up to date.`,
    };
  }
  if (drift.length > 0) {
    return { tone: "warn", sentence: "Somebody changed SLA policies in Zendesk; all else is up to date." };
  }
  return { tone: "good", sentence: "All is well: Zendesk is as accounting says." };
}
