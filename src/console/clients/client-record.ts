import { html, type Html } from "../../markup/html.ts";
import type { KnownField } from "../../operations/client.ts";
import { fieldTitle, knownText } from "./client-words.ts";
import { empty, table } from "../look/parts.ts";
import { time } from "../look/time.ts";

/** What accounting has told us, and where each value came from. */
export function recordSection(fields: readonly KnownField[], now: Date): Html {
  return html`<section aria-labelledby="record">
    <h2 id="record">Client record</h2>
    ${
      fields.length === 0
        ? empty("Nothing was told of this client yet.", "It comes with accounting's messages.")
        : table(
            "What accounting says",
            [{ title: "Field" }, { title: "Value" }, { title: "Told by" }, { title: "Said at" }],
            fields.map(({ field, value, occurredAt, messageId, source, kind }) => [
              fieldTitle(field),
              knownText({ field, value }),
              html`${originText(source, kind)}<br /><code class="quiet">${messageId}</code>`,
              time(new Date(occurredAt), now),
            ]),
          )
    }
  </section>`;
}

function originText(source: string | null, kind: string | null): string {
  if (source === null) return "a message that was erased since";
  return kind === null ? source : `${source}, ${kind}`;
}
