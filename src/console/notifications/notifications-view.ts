import { html, type Html } from "../../markup/html.ts";
import type { StandingCondition } from "../../operations/notification.ts";
import { type ActForm, reasonField } from "../acting/act-form.ts";
import { badge, empty, table } from "../look/parts.ts";
import { time } from "../look/time.ts";

export const mutePath = "/notifications/mute";
export const unmutePath = "/notifications/unmute";

/** How long nobody may want to hear of something (hours). */
export const muteHours = [
  { hours: 1, words: "1 hour" },
  { hours: 8, words: "8 hours" },
  { hours: 72, words: "3 days" },
] as const;

export type NotificationsOptions = { readonly form: (form: ActForm) => Html; readonly now: Date };

/** What stands, who was told, and what nobody wants to hear of for a while. */
export function notificationsView(
  standing: readonly StandingCondition[],
  { form, now }: NotificationsOptions,
): Html {
  if (standing.length === 0) {
    return empty("Nothing stands.", "People are told when something begins, and once when it is over.");
  }
  return table(
    "What people were told of and is not over",
    [{ title: "What" }, { title: "Since" }, { title: "Told" }, { title: "Mute" }],
    standing.map((condition) => [
      html`${condition.title}
        <p class="quiet">${condition.detail}</p>
        <code class="quiet">${condition.name}</code>`,
      time(condition.since, now),
      condition.toldAt === null ? badge("quiet", "–", "nobody yet") : time(condition.toldAt, now),
      muteCell(condition, { form, now }),
    ]),
  );
}

function muteCell({ name, title, mutedUntil }: StandingCondition, { form, now }: NotificationsOptions): Html {
  const named = html`<input type="hidden" name="name" value="${name}" />`;
  if (mutedUntil !== null && mutedUntil > now) {
    return html`<p>${badge("quiet", "–", "muted")} until ${time(mutedUntil, now)}</p>
      ${form({ to: unmutePath, action: "mute", button: "Unmute", look: "basic", fields: named })}`;
  }
  const fields = html`${named}
    <label class="field"
      >For
      <select name="hours" aria-label="Mute ${title} for">
        ${muteHours.map(({ hours, words }) => html`<option value="${hours}">${words}</option>`)}
      </select></label
    >
    ${reasonField(false)}`;
  return form({ to: mutePath, action: "mute", button: "Mute", look: "basic", fields });
}
