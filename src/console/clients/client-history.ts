import { html, type Html } from "../../markup/html.ts";
import type { Happening } from "../../operations/client.ts";
import { happening } from "./client-happening.ts";
import { type HappeningType, happeningTypes } from "./client-happenings.ts";
import { empty } from "../look/parts.ts";

export type HistoryOf = {
  readonly rows: readonly Happening[];
  /** Where older ones are. */
  readonly next: string | undefined;
  readonly type: HappeningType | undefined;
  /** The page that it is on: filters and older ones are asked of it. */
  readonly path: string;
  readonly now: Date;
};

const titles: Readonly<Record<HappeningType, string>> = {
  message: "Messages",
  change: "Changes",
  call: "Calls to Zendesk",
  act: "What operators did",
};

/** A timeline, newest first: filtered by links, older ones added below. */
export function historySection({ rows, next, type, path, now }: HistoryOf): Html {
  return html`<section aria-labelledby="history">
    <h2 id="history">History</h2>
    <nav aria-label="Show of the history" class="choices">
      <ul>
        ${filterLink("Everything", undefined, { type, path })}
        ${happeningTypes.map((one) => filterLink(titles[one], one, { type, path }))}
      </ul>
    </nav>
    <div class="history-part" aria-live="polite">
      ${
        rows.length === 0
          ? emptyHistory(type)
          : html`<ol class="timeline">
              ${rows.map((row) => happening(row, now))}
            </ol>`
      }
      ${next === undefined ? html`` : older(next, type, path)}
    </div>
  </section>`;
}

function filterLink(
  title: string,
  value: HappeningType | undefined,
  { type, path }: Pick<HistoryOf, "type" | "path">,
): Html {
  const href = `${path}${queryOf({ type: value })}#history`;
  return value === type
    ? html`<li><a href="${href}" aria-current="true">${title}</a></li>`
    : html`<li><a href="${href}">${title}</a></li>`;
}

function emptyHistory(type: HappeningType | undefined): Html {
  return type === undefined
    ? empty("Nothing is remembered.", "Either nothing happened, or it is longer ago than history is kept.")
    : empty("Nothing of this kind is remembered.", "“Everything” shows the rest.");
}

/** Without JavaScript a link to a page of its own; with it, what it holds takes the place of the link. */
function older(next: string, type: HappeningType | undefined, path: string): Html {
  const href = `${path}${queryOf({ type, cursor: next })}`;
  return html`<p class="older">
    <a
      class="button basic"
      href="${href}#history"
      hx-get="${href}"
      hx-select=".history-part"
      hx-target="closest .older"
      hx-swap="outerHTML"
      >Older</a
    >
  </p>`;
}

function queryOf(values: { readonly type?: string | undefined; readonly cursor?: string }): string {
  const query = new URLSearchParams(
    Object.entries(values).filter((pair): pair is [string, string] => pair[1] !== undefined),
  ).toString();
  return query === "" ? "" : `?${query}`;
}
