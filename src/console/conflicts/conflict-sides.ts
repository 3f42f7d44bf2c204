import { html, type Html } from "../../markup/html.ts";
import type { Side } from "../../operations/conflict.ts";
import { nothing } from "../clients/client-words.ts";
import { facts } from "../look/parts.ts";

/** Those that are at odds, next to each other; what differs is said in words as well. */
export function conflictSides(sides: readonly Side[]): Html {
  const differing = differences(sides);
  return html`<div class="sides compared">
    ${sides.map(
      ({ title, values }) =>
        html`<section class="card" aria-label="${title}">
          <h3>${title}</h3>
          ${facts(
            Object.entries(values).map(([name, value]) => [
              name,
              differing.has(name)
                ? html`<mark>${value ?? nothing}</mark> <span class="differs">differs</span>`
                : (value ?? nothing),
            ]),
          )}
        </section>`,
    )}
  </div>`;
}

/** Names of what not all sides say alike. */
export function differences(sides: readonly Side[]): ReadonlySet<string> {
  const names = sides.flatMap(({ values }) => Object.keys(values));
  return new Set(names.filter((name) => new Set(sides.map(({ values }) => values[name] ?? null)).size > 1));
}
