import { DateTime } from "luxon";
import type { JobFate } from "./job-fate.ts";
import { failedRow, rowOf } from "./work.ts";
import type { JobRow, Work } from "./work.ts";

export type JobStatus = "queued" | "working" | "completed" | "failed" | "killed";

/** How a job stands, in the words of the API. */
export type JobProgress = {
  readonly status: JobStatus;
  readonly progress: number | null;
  readonly message: string | null;
  readonly results: readonly JobRow[] | null;
  readonly rowsFailed: number;
};

export type JobSpeed = {
  /** What a job waits in the queue. */
  readonly startDelayMs: number;
  readonly rowsPerSecond: number;
};

export type JobRun = {
  readonly work: Work;
  readonly fate: JobFate;
  readonly speed: JobSpeed;
  readonly now: () => Date;
  readonly tell: (progress: JobProgress) => void;
};

const shortestTickMs = 10;

/** Lets a job run by itself, whether anybody looks or not; what is returned stops it where it is. */
export function runJob({ work, fate, speed, now, tell }: JobRun): () => void {
  const rows: JobRow[] = [];
  let rowsFailed = 0;
  let stalled = false;
  let since = { atMs: 0, rows: 0 };
  let timer = setTimeout(begin, speed.startDelayMs);

  function begin(): void {
    since = { atMs: performance.now(), rows: 0 };
    tell({ status: "working", progress: 0, message: work.doing, results: null, rowsFailed });
    proceed();
  }

  function proceed(): void {
    const elapsedMs = performance.now() - since.atMs;
    const due = since.rows + Math.floor(Math.max(elapsedMs, Number.MIN_VALUE) * (speed.rowsPerSecond / 1000));
    const rest = fate.stall && !stalled ? fate.stall.afterRows : fate.rows;
    const goal = Math.min(due, rest, fate.rows);
    while (rows.length < goal) doRow(rows.length);
    if (rows.length > 0) {
      const message = `${work.doingOne} #${rows.length}`;
      tell({ status: "working", progress: rows.length, message, results: null, rowsFailed });
    }
    if (rows.length >= fate.rows) finish();
    else if (rows.length >= rest) timer = setTimeout(goOn, fate.stall?.ms);
    else timer = setTimeout(proceed, Math.max(shortestTickMs, 1000 / speed.rowsPerSecond));
  }

  function goOn(): void {
    stalled = true;
    since = { atMs: performance.now(), rows: rows.length };
    proceed();
  }

  function doRow(index: number): void {
    const step = work.steps[index]!;
    const error = fate.failing.get(index);
    const row = error ? failedRow(work.kind, step, error) : rowOf(work.kind, step);
    if ("success" in row && !row.success) rowsFailed += 1;
    rows.push(row);
  }

  /** The messages of the Ruby library resque-status, which has the recorded "Completed at" too. */
  function finish(): void {
    const stamp = DateTime.fromJSDate(now(), { zone: "utc" }).toFormat("yyyy-MM-dd HH:mm:ss '+0000'");
    const progress = rows.length;
    switch (fate.end) {
      case "completed":
      case "vanished": {
        const results = fate.order.flatMap((place) => rows[place] ?? []);
        tell({ status: "completed", progress, message: `Completed at ${stamp}`, results, rowsFailed });
        return;
      }
      case "failed": {
        const message = "The task failed because of an error: execution expired";
        tell({ status: "failed", progress, message, results: null, rowsFailed });
        return;
      }
      case "killed":
        tell({ status: "killed", progress, message: `Killed at ${stamp}`, results: null, rowsFailed });
        return;
    }
  }

  return () => clearTimeout(timer);
}
