import { html } from "../../markup/html.ts";
import { Unfit } from "../../operations/refusals.ts";
import { act } from "../acting/act.ts";
import { actForm } from "../acting/act-form.ts";
import { seeOther } from "../look/notice.ts";
import { muteHours, mutePath, notificationsView, unmutePath } from "./notifications-view.ts";
import { page } from "../look/page.ts";
import type { ConsolePart } from "../ports.ts";

const path = "/notifications";
const hourMs = 60 * 60_000;

export const notificationsPage: ConsolePart = (scope, ports) => {
  const { notifications } = ports.operations;

  scope.get(path, async (request, reply) => {
    const standing = await notifications.list();
    return page(reply, ports, {
      title: "Notifications",
      section: "notifications",
      lead: html`People are told once when something begins, and once when it is over.`,
      body: notificationsView(standing, { form: (form) => actForm(request, ports, form), now: ports.now() }),
    });
  });

  act(scope, ports, {
    path: mutePath,
    action: "mute",
    reason: "optional",
    handler: async ({ reply, form, act: by }) => {
      const length = muteHours.find(({ hours }) => String(hours) === form.get("hours"));
      if (!length) throw new Unfit("choose how long: 1 hour, 8 hours or 3 days");
      const until = new Date(ports.now().getTime() + length.hours * hourMs);
      const { title } = await notifications.mute(form.get("name") ?? "", until, by);
      return seeOther(reply, path, `Muted for ${length.words}: ${title}`);
    },
  });

  act(scope, ports, {
    path: unmutePath,
    action: "mute",
    reason: "none",
    handler: async ({ reply, form, act: by }) => {
      const { title } = await notifications.unmute(form.get("name") ?? "", by);
      return seeOther(reply, path, `Not muted any more: ${title}`);
    },
  });
};
