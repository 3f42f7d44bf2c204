import type { ClientField } from "../../domain/clients/client.ts";
import { html, type Html } from "../../markup/html.ts";
import type { ClientView } from "../../operations/client.ts";
import { type ActForm, reasonField } from "../acting/act-form.ts";
import { exchangeDetails } from "./client-happening.ts";
import { onboardingSection } from "./client-onboarding.ts";
import { openTicketsSection, organizationSection } from "./client-organization.ts";
import { recordSection } from "./client-record.ts";
import { clientPath, fieldTitle, knownText } from "./client-words.ts";
import { conflictTable } from "../conflicts/conflicts-view.ts";
import { facts, stateBadge } from "../look/parts.ts";
import { time } from "../look/time.ts";

export type ClientOptions = {
  readonly form: (form: ActForm) => Html;
  readonly mayForget: boolean;
  /** The timeline below. */
  readonly history: Html;
  readonly now: Date;
};

/** Everything about one client on one page. */
export function clientView(client: ClientView, { form, mayForget, history, now }: ClientOptions): Html {
  const { id, isKnown, fields, organization, conflicts, onboarding, openTickets } = client;
  return html`<div class="card">${whoItIs(client)}</div>
    ${isKnown ? html`` : html`<p class="notice warn">! Its notification has not come: what was told of it waits until then.</p>`}
    ${jobSection(client, form, now)}
    ${
      conflicts.length === 0
        ? html``
        : html`<section aria-labelledby="conflicts">
            <h2 id="conflicts">Open conflicts</h2>
            ${conflictTable("A person must decide", conflicts, now)}
          </section>`
    }
    <div class="sides">
      ${onboardingSection(onboarding, fields, now)} ${organizationSection(organization, now)}
    </div>
    ${recordSection(fields, now)} ${openTicketsSection(openTickets)} ${history}
    <section aria-labelledby="forget">
      <h2 id="forget">Personal data</h2>
      <p>
        Forgetting erases what is known of this client, and who it was, here. Zendesk keeps its organization.
      </p>
      ${
        mayForget
          ? html`<p><a class="button basic" href="${clientPath(id)}/forget">Forget this client…</a></p>`
          : form({
              to: `${clientPath(id)}/forget`,
              action: "forget",
              button: "Forget this client…",
              look: "basic",
            })
      }
    </section>`;
}

function whoItIs({ fields }: ClientView): Html {
  const said = (name: ClientField): string =>
    knownText(fields.find(({ field }) => field === name) ?? { field: name, value: null });
  const shown = ["segment", "serviceLevel", "vertical", "domains"] as const;
  return facts(shown.map((field) => [fieldTitle(field), said(field)]));
}

function jobSection({ id, job }: ClientView, form: ClientOptions["form"], now: Date): Html {
  if (job === null) return html``;
  const { state, cause, message, attempts, nextAttemptAt, exchange } = job;
  const isWell = state === "ok" || (state === "pending" && cause === null);
  return html`<section aria-labelledby="job" class="card">
    <h2 id="job">Its job</h2>
    <p>
      ${stateBadge(state)} ${cause === null ? html`` : html`<code>${cause}</code>`}
      ${message ?? (isWell ? "Nothing is wrong." : "")}
      ${attempts === 0 ? html`` : html`<span class="quiet">${attempts} failed attempts</span>`}
    </p>
    ${nextAttemptAt === null ? html`` : html`<p>Next attempt ${time(nextAttemptAt, now)}</p>`}
    ${exchange === null ? html`` : exchangeDetails(exchange)}
    <p class="quiet">Looking again compares it with Zendesk at once and writes only what differs.</p>
    ${form({
      to: `${clientPath(id)}/look-again`,
      action: "retry",
      button: "Look again",
      look: "basic",
      fields: reasonField(false),
    })}
  </section>`;
}
