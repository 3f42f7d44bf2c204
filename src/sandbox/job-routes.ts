import type { FastifyInstance } from "fastify";
import type { Job, Jobs } from "./jobs.ts";
import { offsetPage, paginate } from "./pagination.ts";
import { parameterMissing, recordNotFound } from "./refusal.ts";
import { addressOf, listIn, originOf, queryOf } from "./request-parts.ts";

/** Job statuses under /api/v2 (Zendesk API reference, Job Statuses). */
export function serveJobs(api: FastifyInstance, jobs: Jobs, urlOrigin: string | undefined): void {
  /** A list by cursor is in the order of the numbers, and the latest job comes first. */
  api.get("/job_statuses", (request) =>
    paginate(
      jobs.known().map((job) => ({ id: -job.number, job })),
      { key: "job_statuses", address: addressOf(request), query: queryOf(request) },
      ({ job }) => presentJob(job, urlOrigin ?? originOf(request)),
    ),
  );

  api.get("/job_statuses/show_many", (request) => {
    const ids = listIn(request, "ids");
    if (!ids) throw parameterMissing("ids");
    return offsetPage(
      ids.flatMap((id) => jobs.find(id) ?? []),
      { key: "job_statuses", address: addressOf(request), query: queryOf(request) },
      (job) => presentJob(job, urlOrigin ?? originOf(request)),
    );
  });

  api.get("/job_statuses/:id", (request) => {
    const { id } = request.params as { readonly id: string };
    const job = jobs.find(id);
    if (!job) throw recordNotFound();
    return { job_status: presentJob(job, urlOrigin ?? originOf(request)) };
  });
}

/** Recorded addresses name another host than the one that was asked. */
export function presentJob(job: Job, origin: string): object {
  const { id, total, progress, status, message, results } = job;
  return {
    id,
    url: `${origin}/api/v2/job_statuses/${id}.json`,
    total,
    progress,
    status,
    message,
    results,
  };
}
