import { counted } from "../domain/counted.ts";
import type { JobFilter, Retry, RetryPreview } from "../operations/job.ts";
import { isAgreed } from "./agreed.ts";
import { followRetry } from "./follow-retry.ts";
import { exit, type Io } from "./io.ts";
import { readJobAct } from "./job-act-options.ts";
import { openOperations } from "./open-operations.ts";
import { stopSignal } from "./stop-signal.ts";

export async function retryJobs(args: readonly string[], io: Io): Promise<number> {
  const { filter, act, isDryRun, isSure, output } = readJobAct("retry", args, io);
  await using open = new AsyncDisposableStack();
  const signal = stopSignal(io, open);
  const opened = await openOperations(io, open);
  const preview = await opened.jobs.previewRetry(filter);
  const tell = isDryRun && output === "table" ? io.out : io.err;
  tell(previewText(preview, filter));
  if (isDryRun && output === "json") io.out(JSON.stringify(preview, null, 2));
  if (preview.count === 0) return isAllThere(preview, filter) ? exit.done : exit.problem;
  if (isDryRun) return exit.changes;
  if (!isSure && !(await isAgreed(io))) return exit.problem;
  if (signal.aborted) return exit.problem;

  const { id } = await opened.jobs.retryMany(filter, act);
  const retry = await followRetry(opened, id, { io, act, signal });
  io.out(output === "json" ? JSON.stringify(retry, null, 2) : retryText(retry));
  return retry.done === retry.count && isAllThere(preview, filter) ? exit.done : exit.problem;
}

/** Those that were named all stopped. */
function isAllThere({ count }: RetryPreview, { ids }: JobFilter): boolean {
  return ids === undefined || count === new Set(ids).size;
}

/** "150 jobs would be run again: 100 zendesk-500, 50 name-taken" */
function previewText(preview: RetryPreview, filter: JobFilter): string {
  const causes = preview.byCause.map(({ cause, count }) => `${count.toLocaleString("en-US")} ${cause}`);
  const others = isAllThere(preview, filter) ? "" : "; the others are not there, or run anyway";
  const which = causes.length === 0 ? "" : `: ${causes.join(", ")}`;
  return `${counted(preview.count, "job")} would be run again${which}${others}`;
}

function retryText({ id, count, done, failed, waiting, putBack }: Retry): string {
  const parts = [
    `${done.toLocaleString("en-US")} done`,
    `${failed.toLocaleString("en-US")} failed again`,
    ...(waiting > 0 ? [`${waiting.toLocaleString("en-US")} begun and not done yet`] : []),
    ...(putBack > 0 ? [`${putBack.toLocaleString("en-US")} put back as they were`] : []),
  ];
  return `Re-run ${id} of ${counted(count, "job")}: ${parts.join(", ")}.`;
}
