import { parseArgs } from "node:util";

import type { JobFilter } from "../operations/job.ts";
import type { Act } from "../operations/operator.ts";
import { commandOperator } from "./command-operator.ts";
import { type Io, outputOf, UsageError } from "./io.ts";
import { filterOptions, readSelection } from "./job-options.ts";

/** What is done to which jobs, as the command line says it. */
export type JobActOptions = {
  readonly filter: JobFilter;
  readonly act: Act;
  readonly isDryRun: boolean;
  /** Nobody has to be asked. */
  readonly isSure: boolean;
  readonly output: "table" | "json";
};

/** @throws UsageError, also when there is nobody to ask */
export function readJobAct(command: string, args: readonly string[], { isTerminal }: Io): JobActOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      ...filterOptions,
      reason: { type: "string", default: "" },
      "dry-run": { type: "boolean", default: false },
      yes: { type: "boolean", default: false },
      output: { type: "string", default: "table" },
    },
  });
  const isDryRun = values["dry-run"];
  if (!isDryRun && !values.yes && !isTerminal) {
    throw new UsageError(`without a terminal to ask at, ${command} needs --yes`);
  }
  return {
    filter: readSelection(command, positionals, values),
    act: { operator: commandOperator(), reason: values.reason.trim() },
    isDryRun,
    isSure: values.yes,
    output: outputOf(values.output),
  };
}
