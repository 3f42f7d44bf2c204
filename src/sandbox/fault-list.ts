import type { FaultRule } from "./faults.ts";
import { html } from "../markup/html.ts";
import type { Html } from "../markup/html.ts";
import type { JobFaultRule } from "./job-faults.ts";

/** How requests and jobs are told to fail. */
export function faultList(faults: readonly FaultRule[], jobFaults: readonly JobFaultRule[]): Html {
  if (faults.length + jobFaults.length === 0)
    return html`<p class="card quiet">None: the sandbox answers as Zendesk would.</p>`;
  return html`<ul class="card calls list">
    ${faults.map(
      (rule) =>
        html`<li>
          <b class="warn">${Math.round((rule.share ?? 1) * 100)} %</b>
          <span></span>
          <span class="path">${rule.kinds.join(", ")}</span>
          <span class="mono quiet"
            >${rule.method ?? "any method"} ${rule.path ?? "any path"}, ${rule.times ?? "no"}
            ${rule.times === undefined ? "end" : "left"}</span
          >
        </li>`,
    )}
    ${jobFaults.map(
      (rule) =>
        html`<li>
          <b class="warn">${Math.round((rule.share ?? 1) * 100)} %</b>
          <span></span>
          <span class="path">${rule.kind}</span>
          <span class="mono quiet"
            >jobs that ${rule.work ?? "do anything"}, ${rule.times ?? "no"}
            ${rule.times === undefined ? "end" : "left"}</span
          >
        </li>`,
    )}
  </ul>`;
}
