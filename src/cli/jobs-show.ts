import { parseArgs } from "node:util";

import { exit, type Io, outputOf, UsageError } from "./io.ts";
import { jobText } from "./job-text.ts";
import { openOperations } from "./open-operations.ts";

export async function showJob(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { output: { type: "string", default: "table" } },
  });
  const [id, ...others] = positionals;
  if (id === undefined || others.length > 0) throw new UsageError("show takes the id of one job");
  const output = outputOf(values.output);
  await using open = new AsyncDisposableStack();
  const { jobs } = await openOperations(io, open);
  const job = await jobs.find(id);
  if (!job) {
    io.err(`there is no job ${id}; los jobs list names them`);
    return exit.problem;
  }
  io.out(output === "json" ? JSON.stringify(job, null, 2) : jobText(job));
  return exit.done;
}
