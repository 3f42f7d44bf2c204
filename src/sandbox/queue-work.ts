import type { FastifyReply, FastifyRequest } from "fastify";
import type { Account } from "./account.ts";
import { presentJob } from "./job-routes.ts";
import type { Jobs } from "./jobs.ts";
import { originOf } from "./request-parts.ts";
import type { Work } from "./work.ts";

export type QueueParts = {
  readonly account: Account;
  readonly jobs: Jobs;
  /** Of the addresses of jobs; without it, that of the request. */
  readonly jobUrlOrigin: string | undefined;
};

/** Has a job do the work, and answers with it. */
export function queueWork(
  { account, jobs, jobUrlOrigin }: QueueParts,
  request: FastifyRequest,
  reply: FastifyReply,
  work: Work,
): object {
  const job = jobs.enqueue(work);
  account.touch();
  void reply.headers(jobs.headers());
  return { job_status: presentJob(job, jobUrlOrigin ?? originOf(request)) };
}
