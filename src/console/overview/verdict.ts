import { counted } from "../../domain/counted.ts";
import type { Overview } from "../../operations/overview.ts";
import { duration } from "../look/time.ts";

export type Verdict = { readonly tone: "good" | "warn" | "bad"; readonly sentence: string };

/** Something amiss: in a sentence of its own, and in a few words beside what is worse. */
type Trouble = Verdict & { readonly briefly: string };

/** Live work that waits longer than this is late (milliseconds): people were promised seconds. */
const lateAfterMs = 60_000;

/** Is all well? If not, one sentence says the worst of it, and a second names the rest. */
export function verdictOf(overview: Overview): Verdict {
  const [worst, ...others] = troublesIn(overview);
  if (!worst)
    return { tone: "good", sentence: "All is well: nothing failed, is late or waits for a decision." };
  const { tone, sentence } = worst;
  if (others.length === 0) return { tone, sentence };
  return { tone, sentence: `${sentence} Also: ${others.map(({ briefly }) => briefly).join(", ")}.` };
}

/** The worst first. */
function troublesIn({ accessLostSince, oldestWaitMs, work, conflicts, drift, sweeps }: Overview): Trouble[] {
  const troubles: Trouble[] = [];
  if (accessLostSince) {
    troubles.push({
      tone: "bad",
      sentence: "Zendesk refuses our credentials: nothing is written until a person mends them (los check).",
      briefly: "credentials refused",
    });
  }
  if (oldestWaitMs !== null && oldestWaitMs > lateAfterMs) {
    troubles.push({
      tone: "bad",
      sentence: `Work is late: the longest has waited ${duration(oldestWaitMs)}.`,
      briefly: `work waiting for ${duration(oldestWaitMs)}`,
    });
  }
  if (work.failed > 0) {
    troubles.push({
      tone: "bad",
      sentence: `${work.failed} failed and ${work.failed === 1 ? "waits" : "wait"} for a person.`,
      briefly: `${work.failed} failed`,
    });
  }
  const overdue = sweeps.filter(({ isOverdue }) => isOverdue).map(({ name }) => name);
  if (overdue.length > 0) {
    troubles.push({
      tone: "warn",
      sentence: `Overdue: ${overdue.join(", ")}.`,
      briefly: overdue.map((name) => `${name} overdue`).join(", "),
    });
  }
  if (conflicts > 0) {
    troubles.push({
      tone: "warn",
      sentence: `${conflicts} ${conflicts === 1 ? "conflict waits" : "conflicts wait"} for a decision.`,
      briefly: counted(conflicts, "conflict"),
    });
  }
  if (drift.length > 0) {
    troubles.push({
      tone: "warn",
      sentence: "SLA policies in Zendesk are not as the catalogue says.",
      briefly: "drift of SLA policies",
    });
  }
  return troubles;
}
