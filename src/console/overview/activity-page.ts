import { html, type Html } from "../../markup/html.ts";
import type { Happening } from "../../operations/client.ts";
import { page } from "../look/page.ts";
import { empty, pager, table } from "../look/parts.ts";
import type { ConsolePart } from "../ports.ts";
import { queryOf } from "../acting/query-of.ts";
import { time } from "../look/time.ts";

const perPage = 50;

/** Who did what, and why. */
export const activityPage: ConsolePart = (scope, ports) => {
  scope.get("/activity", async (request, reply) => {
    const query = queryOf(request);
    const { rows, next } = await ports.operations.clients.activity({
      limit: perPage,
      cursor: query.get("cursor") ?? undefined,
    });
    const now = ports.now();
    return page(reply, ports, {
      title: "Activity",
      section: "activity",
      lead: html`What operators did, and why; newest first.`,
      body:
        rows.length === 0
          ? empty("Nobody has done anything yet.", "Re-runs, decisions and the like will stand here.")
          : html`${table(
              "What operators did",
              [
                { title: "When" },
                { title: "Who" },
                { title: "What" },
                { title: "About" },
                { title: "Reason" },
                { title: "Changed" },
              ],
              rows.map((row) => [
                time(row.at, now),
                row.by,
                html`<code>${row.what}</code>`,
                about(row),
                row.reason ?? "–",
                changes(row),
              ]),
            )}
            ${pager("/activity", query, next)}`,
    });
  });
};

function about({ clientId, ticketId }: Happening): Html {
  if (ticketId !== null) return html`<a href="/tickets/${ticketId}">Ticket ${ticketId}</a>`;
  if (clientId !== null)
    return html`<a href="/clients/${encodeURIComponent(clientId)}">Client ${clientId}</a>`;
  return html`–`;
}

function changes({ changes: all }: Happening): Html {
  if (all.length === 0) return html`–`;
  return html`${all.map(
    ({ field, from, to }) => html`<div><code>${field}</code>: ${from ?? "–"} → ${to ?? "–"}</div>`,
  )}`;
}
