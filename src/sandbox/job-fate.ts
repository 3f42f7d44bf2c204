import type { JobFault } from "./job-faults.ts";
import type { RowError } from "./work.ts";

/** What is going to become of one job. */
export type JobFate = {
  readonly end: "completed" | "failed" | "killed" | "vanished";
  /** How many rows are done, or tried, before the end. */
  readonly rows: number;
  readonly stall: { readonly afterRows: number; readonly ms: number } | undefined;
  /** Rows that fail without being tried, by their place. */
  readonly failing: ReadonlyMap<number, RowError>;
  /** The places of the rows, in the order of the results. */
  readonly order: readonly number[];
};

const ends = { fail: "failed", kill: "killed", vanish: "vanished" } as const;

export function jobFate(faults: readonly JobFault[], total: number, dice: () => number): JobFate {
  const inOrder = Array.from({ length: total }, (_, index) => index);
  const failing = new Map<number, RowError>();
  let end: JobFate["end"] = "completed";
  let rows = total;
  let stall: JobFate["stall"];
  let order: JobFate["order"] = inOrder;
  for (const fault of faults) {
    const afterRows = Math.floor(total * fault.doneShare);
    switch (fault.kind) {
      case "fail":
      case "kill":
      case "vanish":
        end = ends[fault.kind];
        rows = afterRows;
        break;
      case "stall":
        stall = { afterRows, ms: fault.stallMs };
        break;
      case "rows-fail":
        for (const index of shuffled(inOrder, dice).slice(0, Math.round(total * fault.rowShare))) {
          failing.set(index, fault);
        }
        break;
      case "shuffle":
        order = shuffled(inOrder, dice);
        break;
    }
  }
  return { end, rows, stall, failing, order };
}

function shuffled(items: readonly number[], dice: () => number): readonly number[] {
  return items
    .map((item) => ({ item, weight: dice() }))
    .toSorted((a, b) => a.weight - b.weight)
    .map(({ item }) => item);
}
