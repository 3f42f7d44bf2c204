import { counted } from "../domain/counted.ts";
import type { Job } from "../operations/job.ts";
import { NoSuch, NotNow } from "../operations/refusals.ts";
import { isAgreed } from "./agreed.ts";
import { exit, type Io, UsageError } from "./io.ts";
import { readJobAct } from "./job-act-options.ts";
import { jobRows } from "./job-rows.ts";
import { openOperations } from "./open-operations.ts";
import { takeJobs } from "./take-jobs.ts";
import { wordTable } from "./word-table.ts";

export async function discardJobs(args: readonly string[], io: Io): Promise<number> {
  const { filter, act, isDryRun, isSure, output } = readJobAct("discard", args, io);
  if (act.reason === "") throw new UsageError("discard takes --reason: why nobody should look any more");
  await using open = new AsyncDisposableStack();
  const { jobs } = await openOperations(io, open);
  const found = await takeJobs(jobs, filter, { states: ["failed", "conflict"], limit: Infinity });
  const missing = (filter.ids ?? []).filter((id) => !found.some((job) => job.id === id));
  for (const id of missing) io.err(`job ${id} is not there, or did not stop: it is left as it is`);
  if (isDryRun) {
    tell(found, "would be discarded", output, io);
    return missing.length > 0 ? exit.problem : found.length > 0 ? exit.changes : exit.done;
  }
  io.err(`${counted(found.length, "job")} would be discarded`);
  if (found.length > 0 && !isSure && !(await isAgreed(io))) return exit.problem;

  const discarded: Job[] = [];
  for (const { id } of found) {
    try {
      discarded.push(await jobs.discard(id, act));
    } catch (err) {
      if (!(err instanceof NoSuch || err instanceof NotNow)) throw err;
      io.err(err.message);
    }
  }
  tell(discarded, "discarded", output, io);
  return missing.length === 0 && discarded.length === found.length ? exit.done : exit.problem;
}

function tell(jobs: readonly Job[], what: string, output: "table" | "json", io: Io): void {
  if (output === "json") io.out(JSON.stringify(jobs, null, 2));
  else
    io.out(
      [
        ...(jobs.length > 0 ? [wordTable(jobRows(jobs))] : []),
        `${counted(jobs.length, "job")} ${what}.`,
      ].join("\n"),
    );
}
