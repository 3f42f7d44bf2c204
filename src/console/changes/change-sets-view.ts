import { html, type Html } from "../../markup/html.ts";
import type { ChangeSetView } from "../../operations/change-set.ts";
import { changeSetPath, countsText } from "./change-set-words.ts";
import { empty, table } from "../look/parts.ts";
import { time } from "../look/time.ts";

/** The last change sets: those that take effect next come first. */
export function changeSetsView(sets: readonly ChangeSetView[], now: Date): Html {
  if (sets.length === 0) {
    return empty(
      "No change sets yet.",
      "They come from accounting, with los changes apply, or are scheduled here.",
    );
  }
  return table(
    "Change sets, the next to take effect first",
    [{ title: "Name" }, { title: "Takes effect" }, { title: "Clients" }, { title: "Received" }],
    sets.map((set) => [
      html`<a href="${changeSetPath(set.id)}">${set.id}</a>`,
      set.effectiveAt === null ? "nothing is to come" : time(set.effectiveAt, now),
      countsText(set),
      time(set.receivedAt, now),
    ]),
  );
}
