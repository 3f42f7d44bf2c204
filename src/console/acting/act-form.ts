import type { FastifyRequest } from "fastify";

import { html, type Html } from "../../markup/html.ts";
import { type Action, mayDo } from "../../operations/operator.ts";
import { issueFormToken } from "./form-token.ts";
import type { ConsolePorts } from "../ports.ts";

/** The name of the hidden field. */
export const tokenField = "form_token";

export type ActForm = {
  /** Where it goes, with ids put in: `/jobs/17/retry`. */
  readonly to: string;
  /** What it does; null: everybody who signed in may. */
  readonly action: Action | null;
  /** What the button says. */
  readonly button: string;
  /** More fields, above the button. */
  readonly fields?: Html;
  /** `danger`: something is lost by it. `basic`: one of many. */
  readonly look?: "primary" | "danger" | "basic";
};

/** A form that changes something; to whoever may not, a dead button that says so. */
export function actForm({ session }: FastifyRequest, { now }: ConsolePorts, form: ActForm): Html {
  const { to, action, button, fields = html``, look = "primary" } = form;
  if (action !== null && !mayDo(session, action)) {
    const reason = `Your role is ${session.role}: it may look, not do this.`;
    return html`<p class="act">
      <button type="button" class="button ${look}" disabled title="${reason}">${button}</button>
      <small class="quiet">${reason}</small>
    </p>`;
  }
  return html`<form class="act" method="post" action="${to}">
    <input type="hidden" name="${tokenField}" value="${issueFormToken(session, to, now())}" />
    ${fields}
    <button class="button ${look}">${button}</button>
  </form>`;
}

/** The field in which people say why; `act` reads it. */
export function reasonField(isNeeded: boolean): Html {
  return html`<label class="field"
    >${isNeeded ? "Reason" : "Reason (optional)"}
    <input name="reason" maxlength="500" autocomplete="off" ${isNeeded ? html`required` : ""} />
  </label>`;
}
