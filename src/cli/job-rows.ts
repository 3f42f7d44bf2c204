import type { CauseGroup, Job } from "../operations/job.ts";
import { secondOf } from "./second-of.ts";

/** For a table or a spreadsheet; the first row is the head. */
export type JobRows = readonly (readonly string[])[];

const jobHead = ["job", "kind", "key", "client", "state", "cause", "attempts", "changed", "message"];

export function jobRows(jobs: readonly Job[]): JobRows {
  const rows = jobs.map(({ id, kind, key, client, state, cause, attempts, changedAt, message }) => [
    id,
    kind,
    key,
    client?.name ?? client?.id ?? "",
    state,
    cause ?? "",
    String(attempts),
    secondOf(changedAt),
    message ?? "",
  ]);
  return [jobHead, ...rows];
}

const causeHead = ["count", "cause", "kind", "state", "first", "last", "the last says"];

export function causeRows(groups: readonly CauseGroup[]): JobRows {
  const rows = groups.map(({ count, cause, kind, state, firstAt, lastAt, message }) => [
    String(count),
    cause,
    kind,
    state,
    secondOf(firstAt),
    secondOf(lastAt),
    message ?? "",
  ]);
  return [causeHead, ...rows];
}
