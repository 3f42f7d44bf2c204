import { counted } from "../../domain/counted.ts";
import { html, type Html } from "../../markup/html.ts";
import type { PlannedChange } from "../../operations/change-set.ts";
import { type ActForm, reasonField } from "../acting/act-form.ts";
import type { LineProblem } from "./change-set-lines.ts";
import { clientLink, levelText, schedulePath } from "./change-set-words.ts";
import { badge, table } from "../look/parts.ts";

export const previewPath = `${schedulePath}/preview`;

/** As it was typed in. */
export type TypedChangeSet = { readonly name: string; readonly effectiveAt: string; readonly lines: string };

type Form = (form: ActForm) => Html;

/** Where a change set is typed in; the next step shows what it would do. */
export function scheduleForm({ name, effectiveAt, lines }: TypedChangeSet, form: Form): Html {
  return form({
    to: previewPath,
    action: "schedule-changes",
    button: "Show what it would do",
    fields: html`<label class="field"
        >Name <input name="name" value="${name}" maxlength="255" required autocomplete="off"
      /></label>
      <label class="field"
        >Takes effect (UTC) <input type="datetime-local" name="effective_at" value="${effectiveAt}" required
      /></label>
      <label class="field wide"
        >Clients <small>One a line: client_id,segment or client_id,segment,service_level</small>
        <textarea name="lines" rows="10" maxlength="10000" required spellcheck="false">${lines}</textarea>
      </label>
      <p class="wide quiet">
        Longer lists, and what is to take effect at once: <code>los changes apply FILE.csv</code>.
      </p>`,
  });
}

/** What is wrong with it as a whole. */
export function problemCard(says: string): Html {
  return html`<div class="problem" role="alert">
    <p><strong>Nothing was scheduled:</strong> ${says}.</p>
  </div>`;
}

export function problemList(problems: readonly LineProblem[]): Html {
  return html`<div class="problem" role="alert">
    <p><strong>${counted(problems.length, "line")} cannot be read. Nothing was scheduled.</strong></p>
    <ul class="list">
      ${problems.map(({ line, problem }) => html`<li>Line ${line}: ${problem}</li>`)}
    </ul>
  </div>`;
}

/** What it would do, and the button that does it. */
export function schedulePreview(
  planned: readonly PlannedChange[],
  { name, effectiveAt, lines }: TypedChangeSet,
  form: Form,
): Html {
  const clients = counted(planned.length, "client");
  return html`${table(
    `${clients}, ${effectiveAt.replace("T", " ")} UTC`,
    [{ title: "Client" }, { title: "Now" }, { title: "Then" }, { title: "Open tickets", look: "number" }],
    planned.map((change) => [
      clientLink({ id: change.clientId, name: change.name }),
      change.now === null
        ? badge("warn", "○", "waits for its notification")
        : levelText(change.now.segment, change.now.serviceLevel),
      levelText(change.segment, change.serviceLevel),
      change.openTickets,
    ]),
  )}
  ${form({
    to: schedulePath,
    action: "schedule-changes",
    button: `Schedule for ${clients}`,
    fields: html`<input type="hidden" name="name" value="${name}" />
      <input type="hidden" name="effective_at" value="${effectiveAt}" />
      <input type="hidden" name="lines" value="${lines}" />
      ${reasonField(true)}`,
  })}`;
}
