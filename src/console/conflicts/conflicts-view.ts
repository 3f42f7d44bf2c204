import { html, type Html } from "../../markup/html.ts";
import type { Conflict, Duplicate } from "../../operations/conflict.ts";
import type { Page } from "../../operations/job.ts";
import { clientName, clientPath } from "../clients/client-words.ts";
import { causeTitle } from "./conflict-words.ts";
import { empty, pager, table } from "../look/parts.ts";
import { time } from "../look/time.ts";

export type ConflictsOptions = { readonly cursor: string | undefined; readonly now: Date };

/** What a person must decide, oldest first; below it what will hurt later. */
export function conflictsView(
  { rows, next }: Page<Conflict>,
  duplicates: readonly Duplicate[],
  { cursor, now }: ConflictsOptions,
): Html {
  const query = new URLSearchParams(cursor === undefined ? {} : { cursor });
  return html`<section aria-label="Open conflicts">
      ${
        rows.length === 0
          ? empty("No conflicts.", "Nothing waits for a decision.")
          : conflictTable("Open conflicts, oldest first", rows, now)
      }
      ${pager("/conflicts", query, next)}
    </section>
    ${duplicateSection(duplicates)}`;
}

export function conflictTable(caption: string, rows: readonly Conflict[], now: Date): Html {
  return table(
    caption,
    [{ title: "Conflict" }, { title: "Client" }, { title: "What it is about" }, { title: "Open since" }],
    rows.map(({ id, clientId, clientName: name, cause, message, openedAt }) => [
      html`<a href="/conflicts/${encodeURIComponent(id)}">${causeTitle(cause)}</a>`,
      html`<a href="${clientPath(clientId)}">${clientName({ id: clientId, name })}</a>`,
      message,
      time(openedAt, now),
    ]),
  );
}

function duplicateSection(duplicates: readonly Duplicate[]): Html {
  return html`<section aria-labelledby="duplicates">
    <h2 id="duplicates">Possibly the same client twice</h2>
    ${
      duplicates.length === 0
        ? empty("No two clients share a name or a domain.", "Nothing to do.")
        : html`<p>
              Accounting has them under several ids. If they are one company, tell accounting which id is to
              stay: two of one name cannot both have an organization in Zendesk.
            </p>
            ${table(
              "Clients that look alike",
              [{ title: "Shared" }, { title: "Is the same" }, { title: "Clients" }],
              duplicates.map(({ because, shared, clients }) => [
                shared,
                because === "same-name" ? "name" : "domain",
                html`<ul class="list">
                  ${clients.map((client) => html`<li><a href="${clientPath(client.id)}">${clientName(client)}</a></li>`)}
                </ul>`,
              ]),
            )}`
    }
  </section>`;
}
