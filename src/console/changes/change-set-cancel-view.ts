import { counted } from "../../domain/counted.ts";
import { html, type Html } from "../../markup/html.ts";
import type { ChangeSetView } from "../../operations/change-set.ts";
import { type ActForm, reasonField } from "../acting/act-form.ts";
import { changeSetPath, keepingText } from "./change-set-words.ts";
import { empty } from "../look/parts.ts";

/** How many keep what they have, before it is done. */
export function changeSetCancelView(
  { id, scheduled, applied }: ChangeSetView,
  form: (form: ActForm) => Html,
): Html {
  const back = html`<p><a href="${changeSetPath(id)}">Keep it, go back</a></p>`;
  if (scheduled === 0)
    return html`${empty("Nothing of it is still to come.", "There is nothing to cancel.")} ${back}`;
  return html`<div class="card">
      <p>
        <strong>${keepingText(scheduled)}</strong>.
        ${applied > 0 ? `${counted(applied, "change")} took effect already: that stays.` : ""}
      </p>
      <p>What is cancelled stays so; to move them after all, schedule another change set.</p>
      ${form({
        to: `${changeSetPath(id)}/cancel`,
        action: "cancel-changes",
        button: `Cancel for ${counted(scheduled, "client")}`,
        look: "danger",
        fields: reasonField(true),
      })}
    </div>
    ${back}`;
}
