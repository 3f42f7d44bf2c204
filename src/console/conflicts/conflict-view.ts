import { html, type Html } from "../../markup/html.ts";
import type { Choice, Conflict } from "../../operations/conflict.ts";
import { type ActForm, reasonField } from "../acting/act-form.ts";
import { exchangeDetails } from "../clients/client-happening.ts";
import { clientName, clientPath } from "../clients/client-words.ts";
import { conflictSides } from "./conflict-sides.ts";
import { decisionTitles } from "./conflict-words.ts";
import { time } from "../look/time.ts";

export type ConflictOptions = {
  readonly form: (form: ActForm) => Html;
  /** Whoever may not still reads what could be done. */
  readonly mayResolve: boolean;
  readonly now: Date;
};

/** Both sides, and what can be done about it; afterwards what was. */
export function conflictView(conflict: Conflict, options: ConflictOptions): Html {
  const { clientId, clientName: name, openedAt, sides, exchange, decided } = conflict;
  return html`<p>
      Client <a href="${clientPath(clientId)}">${clientName({ id: clientId, name })}</a>, open since
      ${time(openedAt, options.now)}
    </p>
    <h2>Both sides</h2>
    ${conflictSides(sides)} ${organizationLink(conflict)}
    ${exchange === null ? html`` : exchangeDetails(exchange)}
    ${decided === null ? decisionSection(conflict, options) : decidedSection(decided, options.now)}`;
}

function organizationLink({ organization, organizationUrl }: Conflict): Html {
  if (organization === null || organizationUrl === undefined) return html``;
  return html`<p>
    <a href="${organizationUrl}" rel="noreferrer">Organization ${organization.id} in Zendesk</a>
  </p>`;
}

function decidedSection({ decision, by, reason, at }: NonNullable<Conflict["decided"]>, now: Date): Html {
  return html`<section aria-labelledby="decided" class="card">
    <h2 id="decided"><span aria-hidden="true">✓</span> Decided: ${decisionTitles[decision]}</h2>
    <p>by ${by}, ${time(at, now)}</p>
    <p>Reason: ${reason}</p>
  </section>`;
}

function decisionSection({ id, choices }: Conflict, { form, mayResolve }: ConflictOptions): Html {
  const fields = html`<fieldset class="choose">
      <legend>What is to be done</legend>
      ${choices.map((choice, index) => choiceCard(choice, index === 0 && choices.length === 1))}
    </fieldset>
    ${reasonField(true)}
    <label class="check"
      ><input type="checkbox" name="confirmed" value="yes" required /> I have read what it will do</label
    >`;
  return html`<section aria-labelledby="decide">
    <h2 id="decide">Decide</h2>
    ${mayResolve ? html`` : choiceList(choices)}
    ${form({ to: `/conflicts/${encodeURIComponent(id)}/resolve`, action: "resolve", button: "Do it", fields })}
  </section>`;
}

function choiceCard({ decision, effect, name }: Choice, isOnly: boolean): Html {
  return html`<div class="card choice">
    <label
      ><input type="radio" name="decision" value="${decision}" required ${isOnly ? html`checked` : html``} />
      <b>${decisionTitles[decision]}</b> <span>${effect}</span></label
    >
    ${
      decision === "rename"
        ? html`<label class="field"
            >Its name in Zendesk, if renamed
            <input name="name" value="${name ?? ""}" maxlength="255" autocomplete="off"
          /></label>`
        : html``
    }
  </div>`;
}

function choiceList(choices: readonly Choice[]): Html {
  return html`<ul class="list">
    ${choices.map(({ decision, effect }) => html`<li><b>${decisionTitles[decision]}</b>: ${effect}</li>`)}
  </ul>`;
}
