import { html, type Html } from "../../markup/html.ts";
import { workKinds } from "../../jobs/ports.ts";
import { type JobFilter, jobStates } from "../../operations/job.ts";
import { kindTitles } from "./job-words.ts";

/** Leads to `/failures` with what is chosen; a plain form, so that its address can be sent to somebody. */
export function filterForm({ state, cause, kind, clientId, since, until, attempts }: JobFilter): Html {
  return html`<form class="filters" action="/failures" role="search" aria-label="Find jobs">
    ${select(
      "state",
      "State",
      state,
      jobStates.map((one) => [one, one]),
    )}
    ${select(
      "kind",
      "Kind",
      kind,
      workKinds.map((one) => [one, kindTitles[one]]),
    )}
    ${input("cause", "Cause", "text", cause ?? "")} ${input("client", "Client id", "text", clientId ?? "")}
    ${input("since", "Changed since (UTC)", "datetime-local", fieldTime(since))}
    ${input("until", "Before (UTC)", "datetime-local", fieldTime(until))}
    ${input("attempts", "Attempts, at least", "number", attempts?.toString() ?? "")}
    <button class="button basic">Find</button>
  </form>`;
}

function input(name: string, title: string, type: string, value: string): Html {
  return html`<label class="field"
    >${title}
    <input name="${name}" type="${type}" value="${value}" ${type === "number" ? html`min="0"` : ""} />
  </label>`;
}

function select(
  name: string,
  title: string,
  chosen: string | undefined,
  options: readonly (readonly [string, string])[],
): Html {
  return html`<label class="field"
    >${title}
    <select name="${name}">
      <option value="">any</option>
      ${options.map(
        ([value, text]) =>
          html`<option value="${value}" ${value === chosen ? html`selected` : ""}>${text}</option>`,
      )}
    </select>
  </label>`;
}

function fieldTime(at: Date | undefined): string {
  return at?.toISOString().slice(0, 16) ?? "";
}
