import { z } from "zod";

import { NoSuch } from "../operations/refusals.ts";
import { causeAnswer, jobAnswer, nextCursor } from "./answer-schemas.ts";
import { accepted, done, endpoint } from "./endpoint.ts";
import { byId, jobQuery, mayReason, mustReason } from "./request-schemas.ts";
import { tellJob } from "./tell-job.ts";

const tag = "jobs";
const oneJob = z.object({ job: jobAnswer });

export const jobsApi = [
  endpoint({
    method: "GET",
    path: "/api/jobs",
    action: "look",
    tag,
    summary: "Jobs that fit all of it, the newest change first",
    query: jobQuery,
    answers: { 200: z.object({ jobs: z.array(jobAnswer), nextCursor }) },
    async run({ jobs }, { query: { limit, cursor, ...filter } }) {
      const { rows, next = null } = await jobs.list(filter, { limit, cursor });
      return done({ jobs: rows.map(tellJob), nextCursor: next });
    },
  }),
  endpoint({
    method: "GET",
    path: "/api/jobs/causes",
    action: "look",
    tag,
    summary: "Jobs that stopped for a person, grouped by cause, those with most first",
    answers: { 200: z.object({ causes: z.array(causeAnswer) }) },
    async run({ jobs }) {
      return done({ causes: await jobs.causes() });
    },
  }),
  endpoint({
    method: "GET",
    path: "/api/jobs/:id",
    action: "look",
    tag,
    summary: "One job, with the request that it failed with and the answer",
    params: byId,
    answers: { 200: oneJob },
    async run({ jobs }, { params: { id } }) {
      const job = await jobs.find(id);
      if (!job) throw new NoSuch(`there is no job ${id}`);
      return done({ job: tellJob(job) });
    },
  }),
  endpoint({
    method: "POST",
    path: "/api/jobs/:id/retry",
    action: "retry",
    tag,
    summary: "Look at it again at once, with all its attempts; asking twice does no harm",
    params: byId,
    body: mayReason,
    answers: { 202: oneJob },
    async run({ jobs }, { params, body, act }) {
      return accepted({ job: tellJob(await jobs.retry(params.id, act(body.reason))) });
    },
  }),
  endpoint({
    method: "POST",
    path: "/api/jobs/:id/discard",
    action: "discard",
    tag,
    summary: "Leave it until the next message for its key",
    params: byId,
    body: mustReason,
    answers: { 200: oneJob },
    mayBeLate: true,
    async run({ jobs }, { params, body, act }) {
      return done({ job: tellJob(await jobs.discard(params.id, act(body.reason))) });
    },
  }),
];
