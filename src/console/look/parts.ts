import { html, type Html } from "../../markup/html.ts";
import type { JobState } from "../../operations/job.ts";

/** A status by its sign and its word; the colour only helps. */
export function badge(tone: "good" | "bad" | "warn" | "info" | "quiet", sign: string, text: string): Html {
  return html`<span class="badge ${tone}"><span aria-hidden="true">${sign}</span> ${text}</span>`;
}

const states = {
  pending: ["info", "…", "waiting"],
  ok: ["good", "✓", "in step"],
  failed: ["bad", "✕", "failed"],
  conflict: ["warn", "⚑", "conflict"],
  discarded: ["quiet", "–", "discarded"],
} as const satisfies Record<JobState, unknown>;

export function stateBadge(state: JobState): Html {
  const [tone, sign, text] = states[state];
  return badge(tone, sign, text);
}

export type Column = {
  readonly title: string;
  /** `number`: set right, digits under digits. */
  readonly look?: "number";
};

export type Cell = Html | string | number;

/** Each row has a cell for each column; the first names the row. On a narrow screen each row is a card. */
export function table(caption: string, columns: readonly Column[], rows: readonly (readonly Cell[])[]): Html {
  return html`<div class="table-frame">
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${columns.map(({ title, look }) => html`<th scope="col" class="${look ?? ""}">${title}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              ${row.map((cell, index) => cellOf(cell, index, columns[index]))}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function cellOf(cell: Cell, index: number, column: Column | undefined): Html {
  const { title = "", look = "" } = column ?? {};
  return index === 0
    ? html`<th scope="row" class="${look}" data-label="${title}">${cell}</th>`
    : html`<td class="${look}" data-label="${title}">${cell}</td>`;
}

/** Where there is nothing: what that means, and what to do next. */
export function empty(says: string, next: Html | string): Html {
  return html`<div class="card empty">
    <p><strong>${says}</strong></p>
    <p>${next}</p>
  </div>`;
}

/** Facts by name. */
export function facts(pairs: readonly (readonly [string, Cell])[]): Html {
  return html`<dl>
    ${pairs.map(
      ([name, value]) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;
}

/** Leads to the next screenful, if there is one. */
export function pager(path: string, query: URLSearchParams, next: string | undefined): Html {
  const isFurther = query.has("cursor");
  if (next === undefined && !isFurther) return html``;
  return html`<nav class="pager" aria-label="Pages">
    ${isFurther ? html`<a href="${withQuery(path, query, undefined)}">First page</a>` : ""}
    ${next === undefined ? "" : html`<a rel="next" href="${withQuery(path, query, next)}">Next page</a>`}
  </nav>`;
}

function withQuery(path: string, query: URLSearchParams, cursor: string | undefined): string {
  const changed = new URLSearchParams(query);
  changed.delete("cursor");
  if (cursor !== undefined) changed.set("cursor", cursor);
  return changed.size === 0 ? path : `${path}?${changed.toString()}`;
}

/** What was sent or answered, to be read. */
export function pretty(value: unknown): Html {
  const text = typeof value === "string" ? value : JSON.stringify(value, null, 2);
  return html`<pre tabindex="0">${text ?? "nothing"}</pre>`;
}
