import type { ClientField } from "../../domain/clients/client.ts";
import { enumerated } from "../../domain/document/document-words.ts";
import { html, type Html } from "../../markup/html.ts";
import type { KnownField, Onboarding } from "../../operations/client.ts";
import { fieldTitle, valueText } from "./client-words.ts";
import { badge, facts } from "../look/parts.ts";
import { time } from "../look/time.ts";

const team: readonly ClientField[] = ["accountManager", "seoAnalyst", "daAnalyst"];

/** Who works for the client, and what is missing before it is served as promised. */
export function onboardingSection(onboarding: Onboarding, fields: readonly KnownField[], now: Date): Html {
  const done = onboarding.steps.filter(({ isDone }) => isDone).length;
  return html`<section aria-labelledby="onboarding" class="card">
    <h2 id="onboarding">Account team and onboarding</h2>
    ${facts(
      team.map((field) => [
        fieldTitle(field),
        valueText(fields.find((known) => known.field === field)?.value ?? null),
      ]),
    )}
    <p>
      ${
        onboarding.isComplete
          ? "Onboarding is complete."
          : `Onboarding: ${done} of ${onboarding.steps.length} done.`
      }
    </p>
    <ul class="checklist">
      ${onboarding.steps.map((step) => html`<li>${stepText(step, now)}</li>`)}
    </ul>
  </section>`;
}

function stepText({ title, isDone, missing, doneAt }: Onboarding["steps"][number], now: Date): Html {
  if (isDone) {
    return html`${badge("good", "✓", "done")} ${title} ${doneAt === null ? "" : time(new Date(doneAt), now)}`;
  }
  const what = missing.length === 0 ? "" : `: ${enumerated(missing.map(fieldTitle))}`;
  return html`${badge("warn", "○", "missing")} ${title}${what}`;
}
