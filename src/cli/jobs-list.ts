import { parseArgs } from "node:util";

import { type JobFilter, type Jobs, jobStates } from "../operations/job.ts";
import { csv } from "./csv.ts";
import { exit, type Io, listOutputOf, UsageError } from "./io.ts";
import { filterOptions, readCount, readJobFilter } from "./job-options.ts";
import { causeRows, jobRows, type JobRows } from "./job-rows.ts";
import { openOperations } from "./open-operations.ts";
import { takeJobs } from "./take-jobs.ts";
import { wordTable } from "./word-table.ts";

export async function listJobs(args: readonly string[], io: Io): Promise<number> {
  const { isByCause, filter, limit, output } = read(args);
  await using open = new AsyncDisposableStack();
  const { jobs } = await openOperations(io, open);
  const { found, rows } = isByCause ? await readCauses(jobs) : await readJobs(jobs, filter, limit);
  if (output === "json") io.out(JSON.stringify(found, null, 2));
  else if (output === "csv") io.out(csv(rows));
  else io.out(found.length === 0 ? "There are no such jobs." : wordTable(rows));
  if (found.length === limit) io.err(`there may be more: --limit shows more than ${limit}`);
  return exit.done;
}

type Listed = { readonly found: readonly unknown[]; readonly rows: JobRows };

async function readCauses(jobs: Jobs): Promise<Listed> {
  const found = await jobs.causes();
  return { found, rows: causeRows(found) };
}

async function readJobs(jobs: Jobs, filter: JobFilter, limit: number): Promise<Listed> {
  const states = filter.state ? jobStates : (["failed", "conflict"] as const);
  const found = await takeJobs(jobs, filter, { states, limit });
  return { found, rows: jobRows(found) };
}

function read(args: readonly string[]): {
  readonly isByCause: boolean;
  readonly filter: JobFilter;
  readonly limit: number;
  readonly output: "table" | "json" | "csv";
} {
  const { values } = parseArgs({
    args: [...args],
    options: {
      ...filterOptions,
      "by-cause": { type: "boolean", default: false },
      limit: { type: "string", default: "50" },
      output: { type: "string", default: "table" },
    },
  });
  const filter = readJobFilter(values);
  const isByCause = values["by-cause"];
  if (isByCause && Object.keys(filter).length > 0) {
    throw new UsageError("--by-cause shows all that failed or is in conflict: it takes no filter");
  }
  return {
    isByCause,
    filter,
    limit: readCount("--limit", values.limit),
    output: listOutputOf(values.output),
  };
}
