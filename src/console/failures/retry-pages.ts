import { z } from "zod";

import { html } from "../../markup/html.ts";

import { NoSuch } from "../../operations/refusals.ts";
import { act } from "../acting/act.ts";
import { jobFilterQuery, readJobFilter } from "./job-filter.ts";
import { seeOther } from "../look/notice.ts";
import { fragment, page } from "../look/page.ts";
import type { ConsolePart } from "../ports.ts";
import { queryOf } from "../acting/query-of.ts";
import { retryPreview } from "./retry-preview.ts";
import { retryPath } from "./retry-table.ts";
import { retryProgress } from "./retry-progress.ts";

const params = z.object({ id: z.string() });

/** The re-run of many: what it would do, then that it is done, then how far it is. */
export const retryPages: ConsolePart = (scope, ports) => {
  const { jobs } = ports.operations;

  scope.get("/retries/new", async (request, reply) => {
    const filter = readJobFilter(queryOf(request));
    const preview = await jobs.previewRetry(filter);
    return page(reply, ports, {
      title: `Re-run ${preview.count}`,
      section: "failures",
      lead: html`Nothing is done yet. This is what would be:`,
      body: retryPreview(request, ports, filter, preview),
    });
  });

  act(scope, ports, {
    path: "/retries",
    action: "retry",
    reason: "needed",
    handler: async ({ reply, form, act: by }) => {
      const retry = await jobs.retryMany(readJobFilter(form), by);
      return seeOther(reply, retryPath(retry.id), `${retry.count} are looked at again, behind what is live.`);
    },
  });

  scope.get("/retries/:id", async (request, reply) => {
    const retry = await find(params.parse(request.params).id);
    return page(reply, ports, {
      title: `Re-run of ${retry.count}`,
      section: "failures",
      lead: html`By ${retry.operator}: ${retry.reason}`,
      body: html`${retryProgress(request, ports, retry)}
        <p class="lead">
          <a href="/failures?${jobFilterQuery(retry.filter).toString()}">What fits the same filter now</a>
        </p>`,
    });
  });

  scope.get("/retries/:id/progress", async (request, reply) =>
    fragment(reply, retryProgress(request, ports, await find(params.parse(request.params).id))),
  );

  act(scope, ports, {
    path: "/retries/:id/stop",
    action: "retry",
    reason: "optional",
    handler: async ({ request, reply, act: by }) => {
      const { id } = params.parse(request.params);
      const { putBack } = await jobs.stopRetry(id, by);
      return seeOther(reply, retryPath(id), `Stopped: ${putBack} were put back as they were.`);
    },
  });

  async function find(id: string) {
    const retry = await jobs.findRetry(id);
    if (!retry) throw new NoSuch(`there is no re-run ${id}`);
    return retry;
  }
};
