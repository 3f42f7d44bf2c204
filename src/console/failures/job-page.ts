import { z } from "zod";

import { html } from "../../markup/html.ts";
import { NoSuch } from "../../operations/refusals.ts";
import { act } from "../acting/act.ts";
import { jobPath } from "./job-table.ts";
import { jobView } from "./job-view.ts";
import { titleOf } from "./job-words.ts";
import { seeOther } from "../look/notice.ts";
import { page } from "../look/page.ts";
import type { ConsolePart } from "../ports.ts";

const params = z.object({ id: z.string() });

/** One job: why it stopped, what it means, and what can be done about it. */
export const jobPage: ConsolePart = (scope, ports) => {
  const { jobs } = ports.operations;

  scope.get("/jobs/:id", async (request, reply) => {
    const { id } = params.parse(request.params);
    const job = await jobs.find(id);
    if (!job) throw new NoSuch(`there is no job ${id}`);
    return page(reply, ports, {
      title: titleOf(job),
      section: "failures",
      ...(job.client?.name && { lead: html`${job.client.name}` }),
      body: jobView(request, ports, job),
    });
  });

  act(scope, ports, {
    path: "/jobs/:id/retry",
    action: "retry",
    reason: "optional",
    handler: async ({ request, reply, act: by }) => {
      const { id } = params.parse(request.params);
      const job = await jobs.retry(id, by);
      return seeOther(reply, jobPath(id), `${titleOf(job)} is looked at again.`);
    },
  });

  act(scope, ports, {
    path: "/jobs/:id/discard",
    action: "discard",
    reason: "needed",
    handler: async ({ request, reply, act: by }) => {
      const { id } = params.parse(request.params);
      const job = await jobs.discard(id, by);
      return seeOther(reply, jobPath(id), `${titleOf(job)} is discarded until the next message for it.`);
    },
  });
};
