import { blockingCauses } from "../domain/clients/conflict.ts";
import type { OpenOnboarding } from "../domain/clients/late-onboarding.ts";
import type { Job } from "../operations/job.ts";
import type { Operations } from "../operations/operations.ts";
import { failuresIn, toldSingly, type Watched } from "./standing-conditions.ts";

/** Looks at all that people may have to know of; of conflicts, at those for which nothing is written. */
export async function lookAround(
  { overview, jobs, conflicts }: Pick<Operations, "overview" | "jobs" | "conflicts">,
  late: readonly OpenOnboarding[],
): Promise<Omit<Watched, "lastingCauses">> {
  const seen = await overview.look();
  const examples = new Map<string, Job>();
  for (const { cause } of failuresIn(seen).slice(0, toldSingly)) {
    const [example] = (await jobs.list({ state: "failed", cause }, { limit: 1 })).rows;
    if (example) examples.set(cause, example);
  }
  const { rows } = await conflicts.list({ limit: toldSingly }, blockingCauses);
  return {
    overview: seen,
    examples,
    conflicts: rows,
    conflictCount: await conflicts.count(blockingCauses),
    late,
  };
}
