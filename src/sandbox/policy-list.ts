import { html } from "../markup/html.ts";
import type { Html } from "../markup/html.ts";
import type { Condition, Policy, PolicyMetric } from "./policy.ts";

/** The policies in the order in which they are matched, each with whom it is for and what it promises. */
export function policyList(policies: readonly Policy[]): Html {
  if (policies.length === 0) return html`<p class="card empty">No SLA policies yet.</p>`;
  return html`<ol class="card calls policies list">
    ${policies.map(
      ({ position, title, filter, policy_metrics: metrics }) =>
        html`<li>
          <b class="quiet">${position}</b>
          <span class="path">
            ${title}
            <span class="quiet mono">${conditionsOf(filter.all, filter.any)}</span>
          </span>
          <span class="quiet mono">${targetsOf(metrics)}</span>
        </li>`,
    )}
  </ol>`;
}

function conditionsOf(all: readonly Condition[] = [], any: readonly Condition[] = []): string {
  const said = ({ field, operator, value }: Condition): string => `${field} ${operator} ${String(value)}`;
  const parts = [...all.map(said), ...(any.length > 0 ? [`(${any.map(said).join(" or ")})`] : [])];
  return parts.length > 0 ? parts.join(" and ") : "every ticket";
}

/** `first_reply_time urgent 15m high 30m`; targets of calendar hours have an asterisk. */
function targetsOf(metrics: readonly PolicyMetric[]): string {
  const names = [...new Set(metrics.map(({ metric }) => metric))];
  const targets = (name: string): readonly string[] =>
    metrics
      .filter(({ metric }) => metric === name)
      .map(
        ({ priority, target, business_hours: inBusiness }) =>
          `${priority} ${target}m${inBusiness ? "" : "*"}`,
      );
  return names.map((name) => [name, ...targets(name)].join(" ")).join(" · ");
}
