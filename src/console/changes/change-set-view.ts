import { html, type Html } from "../../markup/html.ts";
import type { ChangeOfClient, ChangeSetView } from "../../operations/change-set.ts";
import type { ActForm } from "../acting/act-form.ts";
import { changeSetPath, clientLink, countsText, levelText } from "./change-set-words.ts";
import { badge, facts, table } from "../look/parts.ts";
import { time } from "../look/time.ts";

export type ChangeSetOptions = {
  readonly form: (form: ActForm) => Html;
  /** Whoever may not sees a dead button. */
  readonly mayCancel: boolean;
  readonly now: Date;
};

/** What a change set does to whom, and when. */
export function changeSetView(
  set: ChangeSetView,
  changes: readonly ChangeOfClient[],
  options: ChangeSetOptions,
): Html {
  const { now } = options;
  return html`<div class="card">
      ${facts([
        ["Takes effect", set.effectiveAt === null ? "nothing is to come" : time(set.effectiveAt, now)],
        ["Clients", countsText(set)],
        ["Received", time(set.receivedAt, now)],
      ])}
    </div>
    ${set.scheduled > 0 ? cancelling(set, options) : ""}
    ${table(
      "Client by client",
      [
        { title: "Client" },
        { title: "Now" },
        { title: "Then" },
        { title: "When" },
        { title: "State" },
        { title: "Open tickets looked at again", look: "number" },
      ],
      changes.map((change) => changeRow(change, now)),
    )}`;
}

function changeRow(change: ChangeOfClient, now: Date): readonly (Html | string | number)[] {
  const { clientId, name, segment, serviceLevel, says, effectiveAt, state, openTickets } = change;
  return [
    clientLink({ id: clientId, name }),
    levelText(segment, serviceLevel),
    levelText(says.segment, says.serviceLevel),
    effectiveAt === null ? "at once" : time(effectiveAt, now),
    changeBadge(state),
    state === "scheduled" ? openTickets : "",
  ];
}

function changeBadge(state: string): Html {
  switch (state) {
    case "scheduled":
      return badge("info", "…", "to come");
    case "applied":
      return badge("good", "✓", "applied");
    case "waiting":
      return badge("warn", "○", "waits for its notification");
    case "stale":
      return badge("quiet", "–", "outdated");
    case "cancelled":
      return badge("quiet", "✕", "cancelled");
    default:
      return badge("quiet", "?", state);
  }
}

function cancelling({ id }: ChangeSetView, { form, mayCancel }: ChangeSetOptions): Html {
  const to = `${changeSetPath(id)}/cancel`;
  const button = "Cancel what is to come…";
  return mayCancel
    ? html`<p class="acts"><a class="button basic" href="${to}">${button}</a></p>`
    : form({ to, action: "cancel-changes", button, look: "basic" });
}
