import { html } from "../../markup/html.ts";
import { changeSetsView } from "./change-sets-view.ts";
import { changeSetsPath, schedulePath } from "./change-set-words.ts";
import { page } from "../look/page.ts";
import type { ConsolePart } from "../ports.ts";

export const changeSetsPage: ConsolePart = (scope, ports) => {
  scope.get(changeSetsPath, async (_request, reply) => {
    const sets = await ports.operations.changeSets.list();
    return page(reply, ports, {
      title: "Change sets",
      section: "changes",
      lead: html`Clients that move to another segment or service level, together and at their time.`,
      body: html`<p class="acts">
          <a class="button" href="${schedulePath}">Schedule a change set</a>
        </p>
        ${changeSetsView(sets, ports.now())}`,
    });
  });
};
