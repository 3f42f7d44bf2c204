import { counted } from "../../domain/counted.ts";
import { html, type Html } from "../../markup/html.ts";
import type { ClientView } from "../../operations/client.ts";
import { type ActForm, reasonField } from "../acting/act-form.ts";
import { clientPath } from "./client-words.ts";

/** What will be gone, what stays, and what has to be typed in. */
export function clientForgetView(client: ClientView, form: (form: ActForm) => Html): Html {
  const { id, fields, conflicts, openTickets, organization } = client;
  return html`<section aria-labelledby="gone" class="card">
      <h2 id="gone">What will be gone</h2>
      <ul class="list">
        <li>the client record: ${counted(fields.length, "field")}, and the messages that told them</li>
        <li>its history: changes, calls to Zendesk, what operators did</li>
        <li>${counted(conflicts.length, "open conflict")}, and those decided</li>
        <li>its job, and that its organization is ours</li>
      </ul>
      <h3>What stays</h3>
      <ul class="list">
        <li>
          ${
            organization === null
              ? "It has no organization in Zendesk."
              : html`<a href="${organization.url}" rel="noreferrer"
                    >Organization ${organization.id} in Zendesk</a
                  >
                  and its ${counted(openTickets.length, "open ticket")}: delete there what has to be deleted.`
          }
        </li>
        <li>That you did this, when, and why.</li>
      </ul>
      <p>It cannot be undone. If accounting sends a message about it, the client begins anew.</p>
    </section>
    ${form({
      to: `${clientPath(id)}/forget`,
      action: "forget",
      button: "Forget this client",
      look: "danger",
      fields: html`<label class="field"
          >Type ${id} to confirm <input name="typed_id" required autocomplete="off" spellcheck="false"
        /></label>
        ${reasonField(true)}`,
    })}
    <p><a href="${clientPath(id)}">Keep it, go back</a></p>`;
}
