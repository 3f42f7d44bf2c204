import { counted } from "../../domain/counted.ts";
import { html, type Html } from "../../markup/html.ts";
import { badge, empty } from "../look/parts.ts";

/** What of the SLA policies is not as the catalogue says, by the ids of the steps that would mend it. */
export function driftSection(drift: readonly string[]): Html {
  return html`<section aria-labelledby="drift">
    <h2 id="drift">In Zendesk</h2>
    ${
      drift.length === 0
        ? empty("No drift.", "Zendesk's SLA policies were as the catalogue says when it was looked last.")
        : html`<div class="card">
            <p>
              ${badge("warn", "!", "drift")} ${counted(drift.length, "thing")} of Zendesk's SLA policies
              differ from the catalogue:
            </p>
            <ul class="list">
              ${drift.map((id) => html`<li>${driftText(id)}</li>`)}
            </ul>
            <p>
              <code>los policies plan</code> shows what differs, field by field. If the catalogue is right,
              <code>los policies apply</code> makes Zendesk so; if Zendesk is, change the catalogue.
            </p>
          </div>`
    }
  </section>`;
}

const resources: Readonly<Record<string, string>> = {
  policy: "SLA policy",
  "group-policy": "Group SLA policy",
  "policy-order": "The order of the SLA policies",
};

/** `policy los_vip` is the SLA policy los_vip; what is not known stays as it is. */
function driftText(id: string): string {
  const [resource = "", ...rest] = id.split(" ");
  return [resources[resource] ?? resource, ...rest].join(" ");
}
