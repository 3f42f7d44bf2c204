import { html, type Html } from "../../markup/html.ts";
import type { Exchange } from "../../jobs/refusals.ts";
import type { Happening } from "../../operations/client.ts";
import { fieldTitle, nothing } from "./client-words.ts";
import { pretty } from "../look/parts.ts";
import { time } from "../look/time.ts";

const words: Readonly<Record<Happening["type"], string>> = {
  message: "Message",
  change: "Change",
  call: "Call",
  act: "Operator",
};

/** One entry of a timeline. */
export function happening(
  { at, type, what, by, reason, changes, exchange, ticketId }: Happening,
  now: Date,
): Html {
  return html`<li>
    <div>${time(at, now)} <span class="badge">${words[type]}</span></div>
    <div>
      <p>
        <b>${what}</b> <span class="quiet">by ${by}</span>
        ${ticketId === null ? html`` : html`<a href="/tickets/${ticketId}">ticket #${ticketId}</a>`}
      </p>
      ${reason === null ? html`` : html`<p>Reason: ${reason}</p>`}
      ${
        changes.length === 0
          ? html``
          : html`<ul class="changes">
              ${changes.map(change)}
            </ul>`
      }
      ${exchange === null ? html`` : exchangeDetails(exchange)}
    </div>
  </li>`;
}

function change({ field, from, to }: Happening["changes"][number]): Html {
  return html`<li>
    ${fieldTitle(field)}: <del>${from ?? nothing}</del> <span aria-hidden="true">→</span
    ><span class="unseen"> became </span>
    <ins>${to ?? nothing}</ins>
  </li>`;
}

/** A call and its answer: folded, because there are many. */
export function exchangeDetails({ method, path, status, request, answer }: Exchange): Html {
  return html`<details>
    <summary>
      ${method} <code>${path}</code>: ${status === undefined ? "no answer" : `answered ${status}`}
    </summary>
    ${request === undefined ? html`` : said("Request", request)}
    ${answer === undefined ? html`` : said("Answer", answer)}
  </details>`;
}

function said(title: string, what: unknown): Html {
  return html`<p class="quiet">${title}</p>
    ${pretty(what)}`;
}
