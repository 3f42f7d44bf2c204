import { html } from "../markup/html.ts";
import type { Html } from "../markup/html.ts";
import type { Ticket } from "./ticket.ts";

/** The tickets, each with its priority, whose it is, its status and its tags. */
export function ticketList(
  tickets: readonly Ticket[],
  nameOf: (organizationId: number) => string | undefined,
): Html {
  if (tickets.length === 0) return html`<p class="card empty">No tickets yet.</p>`;
  return html`<ul class="card calls tickets list">
    ${tickets.map(
      ({ id, subject, priority, status, organization_id: organizationId, tags }) =>
        html`<li>
          <span class="quiet mono">#${id}</span>
          <b class="${priority === null ? "quiet" : ""}">${priority ?? "–"}</b>
          <span class="path">
            ${subject}
            <span class="quiet">${nameOf(organizationId ?? 0) ?? "no organization"}</span>
          </span>
          <span class="quiet">${status} <span class="mono">${tags.join(" ")}</span></span>
        </li>`,
    )}
  </ul>`;
}
