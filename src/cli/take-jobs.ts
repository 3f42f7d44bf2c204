import type { Job, JobFilter, Jobs, JobState } from "../operations/job.ts";

const perPage = 200;

/** Jobs that fit and are in any of the states, newest change first, at most `limit`. */
export async function takeJobs(
  jobs: Pick<Jobs, "list">,
  { state, ...filter }: JobFilter,
  { states, limit }: { readonly states: readonly JobState[]; readonly limit: number },
): Promise<readonly Job[]> {
  const asked = states.filter((one) => state === undefined || one === state);
  const lists = await Promise.all(
    asked.map(async (one) => await takePages(jobs, { ...filter, state: one }, limit)),
  );
  return lists
    .flat()
    .toSorted((one, other) => other.changedAt.getTime() - one.changedAt.getTime())
    .slice(0, limit);
}

async function takePages(jobs: Pick<Jobs, "list">, filter: JobFilter, limit: number): Promise<Job[]> {
  const taken: Job[] = [];
  let cursor: string | undefined;
  do {
    const { rows, next } = await jobs.list(filter, {
      limit: Math.min(perPage, limit - taken.length),
      cursor,
    });
    taken.push(...rows);
    cursor = next;
  } while (cursor !== undefined && taken.length < limit);
  return taken;
}
