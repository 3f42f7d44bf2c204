import { html, type Html } from "../../markup/html.ts";
import type { CauseGroup } from "../../operations/job.ts";
import { hintFor } from "./cause-hints.ts";
import { stateBadge, table } from "../look/parts.ts";
import { time } from "../look/time.ts";
import { kindTitles } from "./job-words.ts";

/** What stopped, by its cause; each leads to those it struck. */
export function causeTable(causes: readonly CauseGroup[], now: Date): Html {
  return table(
    "What stopped for a person, by its cause",
    [
      { title: "Cause" },
      { title: "What it means" },
      { title: "What" },
      { title: "How many", look: "number" },
      { title: "Since" },
      { title: "Last" },
    ],
    causes.map(({ cause, state, kind, count, firstAt, lastAt }) => [
      html`<a href="/failures?${new URLSearchParams({ cause, state, kind }).toString()}"
          ><code>${cause}</code></a
        ><br />${stateBadge(state)}`,
      hintFor(cause).means,
      kindTitles[kind],
      count,
      time(firstAt, now),
      time(lastAt, now),
    ]),
  );
}
