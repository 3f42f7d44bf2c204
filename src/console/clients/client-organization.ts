import { counted } from "../../domain/counted.ts";
import { html, type Html } from "../../markup/html.ts";
import type { ClientView, OpenTicket } from "../../operations/client.ts";
import { nothing } from "./client-words.ts";
import { empty, facts, table } from "../look/parts.ts";
import { time } from "../look/time.ts";

type Linked = NonNullable<ClientView["organization"]>;

/** Which organization is the client's, and what Zendesk last agreed to. */
export function organizationSection(organization: ClientView["organization"], now: Date): Html {
  return html`<section aria-labelledby="organization" class="card">
    <h2 id="organization">Organization in Zendesk</h2>
    ${
      organization === null
        ? html`<p>None yet: it is created when the notification is there and its job was done.</p>`
        : organizationFacts(organization, now)
    }
  </section>`;
}

function organizationFacts({ id, url, confirmed, isDoubted, updatedAt }: Linked, now: Date): Html {
  return html`<p>
      <a href="${url}" rel="noreferrer">Organization ${id} in Zendesk</a>, agreed ${time(updatedAt, now)}
    </p>
    ${isDoubted ? html`<p>It is doubted: the next look compares it with Zendesk, whatever was agreed.</p>` : ""}
    ${
      confirmed === null
        ? html`<p>Zendesk has not agreed to anything yet.</p>`
        : facts([
            ["Name", confirmed.name],
            ["External ID", confirmed.externalId],
            ["Domains", confirmed.domainNames.join(", ") || nothing],
            ...Object.entries(confirmed.fields).map(([key, value]) => [key, value ?? nothing] as const),
          ])
    }`;
}

/** Tickets of its organization that are not solved. */
export function openTicketsSection(tickets: readonly OpenTicket[]): Html {
  return html`<section aria-labelledby="tickets">
    <h2 id="tickets">Open tickets</h2>
    ${
      tickets.length === 0
        ? empty(
            "No open tickets that we know of.",
            "They are known from Zendesk's events and the regular reading.",
          )
        : table(
            `${counted(tickets.length, "ticket")}, not solved`,
            [
              { title: "Ticket" },
              { title: "Status" },
              { title: "Priority" },
              { title: "Service level" },
              { title: "In Zendesk" },
            ],
            tickets.map(({ id, url, status, priority, level }) => [
              html`<a href="/tickets/${id}">#${id}</a>`,
              status,
              priority ?? nothing,
              level ?? nothing,
              html`<a href="${url}" rel="noreferrer">Ticket ${id} in Zendesk</a>`,
            ]),
          )
    }
  </section>`;
}
