import type { Call } from "./calls.ts";
import { html } from "../markup/html.ts";
import type { Html } from "../markup/html.ts";
import type { Limit } from "./rate-limits.ts";

/** Calls and what each did. */
export function callList(calls: readonly Call[]): Html {
  if (calls.length === 0) return html`<p class="card empty">Nobody has called yet.</p>`;
  return html`<ul class="card calls list">
    ${calls.map(
      (call) =>
        html`<li>
          <span class="quiet mono">${call.at.slice(11, 19)}</span>
          <b class="${toneOf(call)}">${call.status ?? "–"}</b>
          <span class="mono path">${call.method} ${call.path}</span>
          <span class="${toneOf(call)}">${effectOf(call)}</span>
        </li>`,
    )}
  </ul>`;
}

const limits: Readonly<Record<Limit, string>> = {
  account: "the account",
  organization: "the organization",
  ticket: "the ticket",
  "tickets-update": "ticket updates",
  incremental: "exports",
  jobs: "jobs",
};

function effectOf({ applied, fault, limit, status }: Call): string {
  const effect = applied ? "changed" : "";
  if (limit !== null) return `over the limit of ${limits[limit]}`;
  if (fault !== null) return [`fault ${fault}`, effect].filter(Boolean).join(", ");
  return status === null ? "not answered" : effect;
}

function toneOf({ applied, fault, limit, status }: Call): string {
  if (fault !== null || limit !== null) return "warn";
  if (status === null || status >= 400) return "bad";
  return applied ? "good" : "quiet";
}
