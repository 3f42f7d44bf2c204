import { counted } from "../domain/counted.ts";
import type { Pending } from "../store/clients/client-progress.ts";
import { duration } from "./duration.ts";
import type { Io } from "./io.ts";

export type Progress = {
  /** `pending`: undefined while the database does not answer. */
  show(pending: Pending | undefined): void;
};

/** Where nobody looks on, a line is enough so often (milliseconds). */
const lineEveryMs = 5000;

const barWidth = 30;

/** A bar that moves on a terminal, and a line now and then elsewhere. */
export function createProgress(
  total: number,
  { err, isTerminal }: Io,
  clock: () => number,
  noun: string,
): Progress {
  const startedAt = clock();
  let shownAt = -Infinity;
  let last: string | undefined;

  return {
    show(pending) {
      const now = clock();
      const words = wordsOf(pending, total, noun, now - startedAt);
      if (words === last || (!isTerminal && pending?.count !== 0 && now - shownAt < lineEveryMs)) return;
      // Up one line and clear it: the bar takes the place of the one before.
      const over = last === undefined ? "" : "\u{1b}[1A\u{1b}[2K";
      err(isTerminal ? `${over}${bar(pending, total)} ${words}` : words);
      shownAt = now;
      last = words;
    },
  };
}

function bar(pending: Pending | undefined, total: number): string {
  const share = total === 0 || !pending ? 0 : (total - pending.count) / total;
  const full = Math.max(0, Math.min(barWidth, Math.round(share * barWidth)));
  return `${"█".repeat(full)}${"░".repeat(barWidth - full)}`;
}

function wordsOf(pending: Pending | undefined, total: number, noun: string, elapsedMs: number): string {
  if (!pending) return "the database does not answer; still asking";
  const done = Math.max(0, total - pending.count);
  const waiting = pending.causes.map(({ cause, count }) => `${count.toLocaleString("en-US")} ${cause}`);
  const left =
    done > 0 && pending.count > 0 ? `, about ${duration((elapsedMs / done) * pending.count)} left` : "";
  const wait = waiting.length > 0 ? ` (waiting: ${waiting.join(", ")})` : "";
  return `${done.toLocaleString("en-US")} of ${counted(total, noun)}${left}${wait}`;
}
