import { setTimeout as delay } from "node:timers/promises";
import type { Answer, Calling } from "./calling.ts";

/** Jobs that start at once and do all their rows at once. */
export const atOnce = { startDelayMs: 0, rowsPerSecond: Infinity };

/** A job as the API shows it. */
export type ShownJob = {
  readonly id: string;
  readonly url: string;
  readonly total: number;
  readonly progress: number | null;
  readonly status: string;
  readonly message: string | null;
  readonly results: readonly Readonly<Record<string, unknown>>[] | null;
};

export const shownJob = ({ body, status, text }: Answer): ShownJob => {
  if (status !== 200) throw new Error(`expected a job but got ${status} ${text}`);
  return (body as { readonly job_status: ShownJob }).job_status;
};

/** The job of this answer, when it has come to an end. */
export async function finished(zendesk: Calling, answer: Answer): Promise<ShownJob> {
  const { id } = shownJob(answer);
  for (;;) {
    const job = shownJob(await zendesk.call("GET", `/api/v2/job_statuses/${id}.json`));
    if (job.status !== "queued" && job.status !== "working") return job;
    await delay(5);
  }
}

export const createMany = (zendesk: Calling, organizations: readonly object[]): Promise<Answer> =>
  zendesk.call("POST", "/api/v2/organizations/create_many.json", { organizations });

export const updateMany = (zendesk: Calling, organizations: readonly object[]): Promise<Answer> =>
  zendesk.call("PUT", "/api/v2/organizations/update_many.json", { organizations });

export const names = (count: number): readonly { readonly name: string }[] =>
  Array.from({ length: count }, (_, index) => ({ name: `Organization ${index + 1}` }));
