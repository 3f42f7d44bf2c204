import { html, type Html } from "../../markup/html.ts";
import type { Overview } from "../../operations/overview.ts";
import { causeTable } from "../failures/cause-table.ts";
import { badge, empty, table } from "../look/parts.ts";
import { duration, time } from "../look/time.ts";
import { type Verdict, verdictOf } from "./verdict.ts";

const signs = { good: "✓", warn: "⚠", bad: "✕" } as const satisfies Record<Verdict["tone"], string>;

/** The overview's content, as the page shows it first and events bring it anew. */
export function overviewFigures(overview: Overview): Html {
  const { at, messages, work, oldestWaitMs, changes, budget, drift, causes, conflicts, sweeps } = overview;
  const { tone, sentence } = verdictOf(overview);
  return html`<p class="card verdict ${tone}">
      <span aria-hidden="true">${signs[tone]}</span> <strong>${sentence}</strong>
    </p>
    <p class="quiet">As of ${time(at, at)}</p>
    <h2>Now</h2>
    <div class="grid figures">
      ${figure("Longest wait of live work", oldestWaitMs === null ? "none waits" : duration(oldestWaitMs), `${work.pending} wait`)}
      ${figure("Messages in, last minute", messages.minute, `${messages.hour} in an hour, ${messages.day} today (UTC)`)}
      ${figure("Written to Zendesk, last minute", changes.minute, `${changes.hour} in an hour`)}
      ${figure("In step", work.ok, `${work.discarded} discarded`)}
      ${figure("Conflicts", conflicts, conflicts > 0 ? html`<a href="/conflicts">Decide them</a>` : "nothing to decide")}
      ${figure("SLA policies", drift.length === 0 ? "as promised" : `${drift.length} drifted`, drift.length === 0 ? "no drift" : html`<a href="/catalogue">${drift.join(", ")}</a>`)}
    </div>
    <h2>Failures by cause</h2>
    ${causes.length === 0 ? empty("Nothing has failed.", "What fails will stand here, by its cause.") : causeTable(causes, at)}
    <h2>Our share of Zendesk’s limits, last minute</h2>
    ${budgetOf(budget)}
    <h2>Regular readings and sweeps</h2>
    ${
      sweeps.length === 0
        ? empty("None has run yet.", "They begin soon after a worker starts: is one running?")
        : table(
            "When each last began",
            [{ title: "What" }, { title: "Began" }, { title: "State" }],
            sweeps.map(({ name, startedAt, isOverdue }) => [
              name,
              time(startedAt, at),
              isOverdue ? badge("warn", "⚠", "overdue") : badge("good", "✓", "on time"),
            ]),
          )
    }`;
}

function figure(title: string, value: string | number, more: Html | string): Html {
  return html`<div class="card">
    <h3>${title}</h3>
    <p class="figure">${value}</p>
    <p class="quiet">${more}</p>
  </div>`;
}

function budgetOf(budget: Overview["budget"]): Html {
  if (budget.length === 0) return empty("Not known now.", "Zendesk tells its limits with the next call.");
  return html`<div class="grid">
    ${budget.map(
      ({ name, used, limit }) =>
        html`<div class="card">
          <h3>${name}</h3>
          <p>${used} <small>of ${limit}</small></p>
          <meter
            min="0"
            max="${limit}"
            high="${limit * 0.8}"
            optimum="0"
            value="${used}"
            aria-label="${name}"
          ></meter>
        </div>`,
    )}
  </div>`;
}
