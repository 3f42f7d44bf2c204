import type { FieldValue, Organization } from "./account.ts";
import { html } from "../markup/html.ts";
import type { Html } from "../markup/html.ts";

/** An organization with its fields and tags. */
export function organizationCard(
  organization: Organization,
  fields: readonly (readonly [string, FieldValue])[],
): Html {
  const { name, id, external_id: externalId, domain_names: domains, tags } = organization;
  return html`<article class="card">
    <h3>${name}</h3>
    <p class="mono quiet">${externalId ?? "no external id"} · ${id}</p>
    <dl>
      ${fields.map(
        ([title, value]) =>
          html`<dt>${title}</dt>
            <dd>${value === null ? quietDash : String(value)}</dd>`,
      )}
      <dt>Domains</dt>
      <dd>${domains.length > 0 ? domains.join(", ") : quietDash}</dd>
    </dl>
    ${
      tags.length > 0
        ? html`<ul class="tags mono">
            ${tags.map((tag) => html`<li>${tag}</li>`)}
          </ul>`
        : ""
    }
  </article>`;
}

const quietDash = html`<span class="quiet">–</span>`;
