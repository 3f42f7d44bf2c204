import { z } from "zod";

import { workKinds } from "../jobs/ports.ts";
import { jobStates } from "../operations/job.ts";
import { NoSuch } from "../operations/refusals.ts";
import { jobAnswer, named } from "./answer-schemas.ts";
import { accepted, done, endpoint } from "./endpoint.ts";
import { byId, jobFilter, mayReason, reason } from "./request-schemas.ts";
import { tellJob } from "./tell-job.ts";

const tag = "retries";

const retryAnswer = named(
  "Retry",
  z.object({
    id: z.string(),
    at: z.date(),
    operator: z.string(),
    reason: z.string(),
    filter: z.object({
      state: z.exactOptional(z.enum(jobStates)),
      cause: z.exactOptional(z.string()),
      kind: z.exactOptional(z.enum(workKinds)),
      clientId: z.exactOptional(z.string()),
      ticketId: z.exactOptional(z.int()),
      since: z.exactOptional(z.date()),
      until: z.exactOptional(z.date()),
      attempts: z.exactOptional(z.int()),
      ids: z.exactOptional(z.array(z.string())),
    }),
    state: z.enum(["running", "done", "stopped"]),
    count: z.int(),
    waiting: z.int(),
    done: z.int(),
    failed: z.int().meta({ description: "Failed again, or became a conflict" }),
    putBack: z.int().meta({ description: "Put back as it was when the re-run was stopped" }),
  }),
);
const oneRetry = z.object({ retry: retryAnswer });

const preview = z.object({
  count: z.int(),
  byCause: z.array(z.object({ cause: z.string(), count: z.int() })),
  examples: z.array(jobAnswer),
});

export const retriesApi = [
  endpoint({
    method: "POST",
    path: "/api/jobs/retry",
    action: "retry",
    tag,
    summary: "Look again at all that stopped and fits the filter, paced behind live work",
    body: z.strictObject({
      filter: jobFilter,
      dryRun: z.boolean().default(false).meta({ description: "Only say how many it would be" }),
      reason: z.exactOptional(reason),
    }),
    answers: { 200: preview, 202: oneRetry },
    async run({ jobs }, { body: { filter, dryRun, reason: why }, act }) {
      if (!dryRun) return accepted({ retry: await jobs.retryMany(filter, act(why)) });
      const { examples, ...numbers } = await jobs.previewRetry(filter);
      return done({ ...numbers, examples: examples.map(tellJob) });
    },
  }),
  endpoint({
    method: "GET",
    path: "/api/retries",
    action: "look",
    tag,
    summary: "The last re-runs of many, newest first",
    answers: { 200: z.object({ retries: z.array(retryAnswer) }) },
    async run({ jobs }) {
      return done({ retries: await jobs.listRetries() });
    },
  }),
  endpoint({
    method: "GET",
    path: "/api/retries/:id",
    action: "look",
    tag,
    summary: "How far a re-run is",
    params: byId,
    answers: { 200: oneRetry },
    async run({ jobs }, { params: { id } }) {
      const retry = await jobs.findRetry(id);
      if (!retry) throw new NoSuch(`there is no re-run ${id}`);
      return done({ retry });
    },
  }),
  endpoint({
    method: "POST",
    path: "/api/retries/:id/stop",
    action: "retry",
    tag,
    summary: "Stop a re-run: what was not begun is put back as it was",
    params: byId,
    body: mayReason,
    answers: { 200: oneRetry },
    async run({ jobs }, { params, body, act }) {
      return done({ retry: await jobs.stopRetry(params.id, act(body.reason)) });
    },
  }),
];
