import type { FastifyRequest } from "fastify";

import { html, type Html } from "../../markup/html.ts";
import type { Retry } from "../../operations/job.ts";
import { actForm } from "../acting/act-form.ts";
import { facts } from "../look/parts.ts";
import type { ConsolePorts } from "../ports.ts";
import { retryBadge, retryPath } from "./retry-table.ts";
import { time } from "../look/time.ts";

/** How far it is; while it runs it asks for itself again every other second. */
export function retryProgress(request: FastifyRequest, ports: ConsolePorts, retry: Retry): Html {
  const { id, count, waiting, done, failed, putBack, at } = retry;
  const isRunning = retry.state === "running";
  const path = retryPath(id);
  const live = html`hx-get="${path}/progress" hx-trigger="every 2s" hx-swap="outerMorph"`;
  return html`<div id="progress" class="card" ${isRunning ? live : ""}>
    <p>${retryBadge(retry)} <span class="htmx-indicator quiet">asking …</span></p>
    <progress max="${Math.max(count, 1)}" value="${count - waiting}" aria-label="How far it is"></progress>
    <p>${count - waiting} of ${count} looked at</p>
    ${facts([
      ["Begun", time(at, ports.now())],
      ["Done", done],
      ["Waiting", waiting],
      ["Failed again, or a conflict now", failed],
      ["Put back as they were", putBack],
    ])}
    ${
      isRunning
        ? html`<p>To stop puts back as it was what was not begun.</p>
            ${actForm(request, ports, { to: `${path}/stop`, action: "retry", button: "Stop", look: "danger" })}
            <p class="quiet">Without JavaScript: <a href="${path}">look again</a>.</p>`
        : ""
    }
  </div>`;
}
