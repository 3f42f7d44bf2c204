import { html, type Html } from "../../markup/html.ts";
import type { JobFilter, JobState } from "../../operations/job.ts";
import { mayDo, type Operator } from "../../operations/operator.ts";
import { causeTable } from "./cause-table.ts";
import { hintFor } from "./cause-hints.ts";
import { jobFilterQuery, readJobFilter } from "./job-filter.ts";
import { filterForm } from "./job-filter-form.ts";
import { jobTable } from "./job-table.ts";
import { page } from "../look/page.ts";
import { empty, pager } from "../look/parts.ts";
import type { ConsolePart } from "../ports.ts";
import { queryOf } from "../acting/query-of.ts";
import { retryTable } from "./retry-table.ts";

const perPage = 50;

/** What stopped: by cause, then those of one cause or whatever else is asked for. */
export const failuresPage: ConsolePart = (scope, ports) => {
  const { jobs } = ports.operations;

  scope.get("/failures", async (request, reply) => {
    const query = queryOf(request);
    const cursor = query.get("cursor") ?? undefined;
    const filter = readJobFilter(query);
    const body =
      Object.keys(filter).length === 0 ? await groups() : await list(filter, cursor, request.session);
    return page(reply, ports, {
      title: "Failures",
      section: "failures",
      lead: html`What stopped and waits for a person.`,
      body,
    });
  });

  async function groups(): Promise<Html> {
    const [causes, retries] = await Promise.all([jobs.causes(), jobs.listRetries()]);
    return html`${
        causes.length === 0
          ? empty("Nothing has failed.", html`Is all well otherwise? The <a href="/">overview</a> says.`)
          : causeTable(causes, ports.now())
      }
      <h2>Find</h2>
      ${filterForm({})} ${retries.length === 0 ? "" : retryTable(retries, ports.now())}`;
  }

  async function list(filter: JobFilter, cursor: string | undefined, operator: Operator): Promise<Html> {
    const [{ rows, next }, count, stopped] = await Promise.all([
      jobs.list(filter, { limit: perPage, cursor }),
      jobs.count(filter),
      jobs.previewRetry(filter),
    ]);
    const query = jobFilterQuery(filter);
    const given = new URLSearchParams(query);
    if (cursor !== undefined) given.set("cursor", cursor);
    return html`<p><a href="/failures">All causes</a></p>
      ${filter.cause === undefined ? "" : hintCard(filter.cause, filter.state)}
      <details ${rows.length === 0 ? html`open` : ""}>
        <summary>Look for something else</summary>
        ${filterForm(filter)}
      </details>
      ${
        rows.length === 0
          ? empty("Nothing fits.", html`Ask for less, or look at <a href="/failures">all causes</a>.`)
          : html`${stopped.count === 0 ? "" : retryLink(stopped.count, query, operator)}
            ${jobTable(`${count} found, newest change first`, rows, ports.now())}
            ${pager("/failures", given, next)}`
      }`;
  }
};

/** What did not stop is not re-run, even where it fits the filter. */
function retryLink(count: number, query: URLSearchParams, operator: Operator): Html {
  return html`<p class="acts">
    ${
      mayDo(operator, "retry")
        ? html`<a class="button" href="/retries/new?${query.toString()}">Re-run all ${count}…</a>
            <small>First shows what it will do.</small>`
        : html`<small>To re-run them takes the role of an operator.</small>`
    }
  </p>`;
}

function hintCard(cause: string, state?: JobState): Html {
  const { means, next } = hintFor(cause, state);
  return html`<div class="card">
    <h2><code>${cause}</code></h2>
    <p>${means}</p>
    <p><strong>What to do:</strong> ${next}</p>
  </div>`;
}
