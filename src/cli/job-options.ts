import { workKinds } from "../jobs/ports.ts";
import { type JobFilter, jobStates } from "../operations/job.ts";
import { readInstant } from "./instant-option.ts";
import { UsageError } from "./io.ts";

/** Which jobs, as all `los jobs` write it. */
export const filterOptions = {
  state: { type: "string" },
  cause: { type: "string" },
  client: { type: "string" },
  kind: { type: "string" },
  since: { type: "string" },
  until: { type: "string" },
  attempts: { type: "string" },
} as const;

export type FilterValues = { readonly [Option in keyof typeof filterOptions]?: string };

/** @throws UsageError */
export function readJobFilter(values: FilterValues): JobFilter {
  const state = oneOf("--state", jobStates, values.state);
  const kind = oneOf("--kind", workKinds, values.kind);
  const since = readInstant("--since", values.since);
  const until = readInstant("--until", values.until);
  return {
    ...(state && { state }),
    ...(values.cause !== undefined && { cause: values.cause }),
    ...(values.client !== undefined && { clientId: values.client }),
    ...(kind && { kind }),
    ...(since && { since: new Date(since) }),
    ...(until && { until: new Date(until) }),
    ...(values.attempts !== undefined && { attempts: readCount("--attempts", values.attempts) }),
  };
}

/** Jobs by their ids, or a filter, or both: never all because nothing was said. @throws UsageError */
export function readSelection(command: string, ids: readonly string[], values: FilterValues): JobFilter {
  const filter = readJobFilter(values);
  if (ids.length > 0) return { ...filter, ids };
  if (Object.keys(filter).length > 0) return filter;
  throw new UsageError(`${command} takes ids of jobs, or a filter; --state failed for all that failed`);
}

/** A whole number from 1. @throws UsageError */
export function readCount(option: string, written: string): number {
  if (/^[1-9]\d{0,8}$/.test(written)) return Number(written);
  throw new UsageError(`${option} is a number from 1, not "${written}"`);
}

function oneOf<Choice extends string>(
  option: string,
  choices: readonly Choice[],
  written: string | undefined,
): Choice | undefined {
  if (written === undefined) return undefined;
  const choice = choices.find((one) => one === written);
  if (choice !== undefined) return choice;
  throw new UsageError(`${option} is one of ${choices.join(", ")}, not "${written}"`);
}
