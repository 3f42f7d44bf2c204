import type { FastifyRequest } from "fastify";

import { html, type Html } from "../../markup/html.ts";
import type { JobFilter, RetryPreview } from "../../operations/job.ts";
import { actForm, reasonField } from "../acting/act-form.ts";
import { hintFor } from "./cause-hints.ts";
import { jobFilterQuery } from "./job-filter.ts";
import { jobTable } from "./job-table.ts";
import { empty, table } from "../look/parts.ts";
import type { ConsolePorts } from "../ports.ts";

/** What a re-run of many would do, and the form that does it. */
export function retryPreview(
  request: FastifyRequest,
  ports: ConsolePorts,
  filter: JobFilter,
  { count, byCause, examples }: RetryPreview,
): Html {
  const query = jobFilterQuery(filter);
  const back = html`<a href="/failures?${query.toString()}">Back to the list</a>`;
  if (count === 0) return empty("Nothing that stopped fits.", back);
  return html`<div class="card">
      <p>
        <strong>${count}</strong> are looked at again, each with all its attempts, behind what is live and
        within our share of Zendesk’s limits. What is true now is written; nothing old is sent again. It can
        be stopped.
      </p>
      ${actForm(request, ports, {
        to: "/retries",
        action: "retry",
        button: `Re-run ${count}`,
        fields: html`${[...query].map(
          ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
        )}${reasonField(true)}`,
      })}
      <p>${back}</p>
    </div>
    ${table(
      "By cause",
      [
        { title: "Cause" },
        { title: "What it means" },
        { title: "What to do first" },
        { title: "How many", look: "number" },
      ],
      byCause.map(({ cause, count: ofCause }) => {
        const { means, next } = hintFor(cause);
        return [html`<code>${cause}</code>`, means, next, ofCause];
      }),
    )}
    ${jobTable("Some of them", examples, ports.now())}`;
}
