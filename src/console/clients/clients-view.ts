import { counted } from "../../domain/counted.ts";
import { html, type Html } from "../../markup/html.ts";
import type { ClientSummary } from "../../operations/client.ts";
import type { Page } from "../../operations/job.ts";
import { clientPath, nothing } from "./client-words.ts";
import { empty, pager, stateBadge, table } from "../look/parts.ts";

/** Searches while people type; without JavaScript, when they press the button. */
export function clientsView(query: URLSearchParams, found: Page<ClientSummary>): Html {
  const text = query.get("q") ?? "";
  return html`<form class="filters" role="search" action="/clients">
      <label class="field"
        >Name, id or domain
        <input
          type="search"
          name="q"
          value="${text}"
          maxlength="255"
          autocomplete="off"
          hx-get="/clients"
          hx-trigger="input changed delay:200ms"
          hx-target="#found"
          hx-select="#found"
          hx-swap="outerMorph"
          hx-sync="this:replace"
      /></label>
      <button class="button">Search</button>
    </form>
    <div id="found">
      <p role="status">${foundText(found)}</p>
      ${found.rows.length === 0 ? nobody(text) : clientTable(found.rows)}
      ${pager("/clients", query, found.next)}
    </div>`;
}

function foundText({ rows, next }: Page<ClientSummary>): string {
  return `${counted(rows.length, "client")}${next === undefined ? "" : ", and more"}`;
}

function nobody(text: string): Html {
  return text === ""
    ? empty("No clients yet.", "They come with accounting's notifications, or with los clients import.")
    : empty(
        `No client fits “${text}”.`,
        "Try a part of the name, the beginning of the id, or the domain without www.",
      );
}

function clientTable(rows: readonly ClientSummary[]): Html {
  return table(
    "Clients",
    [
      { title: "Name" },
      { title: "Id" },
      { title: "Segment" },
      { title: "Service level" },
      { title: "State" },
    ],
    rows.map(({ id, name, segment, serviceLevel, state, cause }) => [
      html`<a href="${clientPath(id)}">${name ?? "Not known yet"}</a>`,
      html`<code>${id}</code>`,
      segment ?? nothing,
      serviceLevel ?? nothing,
      html`${state === null ? nothing : stateBadge(state)}
      ${cause === null ? "" : html`<code>${cause}</code>`}`,
    ]),
  );
}
