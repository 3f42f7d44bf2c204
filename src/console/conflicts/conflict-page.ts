import { z } from "zod";

import { html } from "../../markup/html.ts";
import { decisions } from "../../operations/conflict.ts";
import { mayDo } from "../../operations/operator.ts";
import { NoSuch, Unfit } from "../../operations/refusals.ts";
import { act } from "../acting/act.ts";
import { actForm } from "../acting/act-form.ts";
import { conflictView } from "./conflict-view.ts";
import { causeTitle, decisionTitles } from "./conflict-words.ts";
import { seeOther } from "../look/notice.ts";
import { page } from "../look/page.ts";
import type { ConsolePart } from "../ports.ts";

const params = z.object({ id: z.string() });
const decisionForm = z.object({
  decision: z.enum(decisions),
  name: z.string().trim(),
  confirmed: z.literal("yes"),
});

export const conflictPage: ConsolePart = (scope, ports) => {
  const { conflicts } = ports.operations;

  scope.get("/conflicts/:id", async (request, reply) => {
    const { id } = params.parse(request.params);
    const conflict = await conflicts.find(id);
    if (!conflict) throw new NoSuch(`there is no conflict ${id}`);
    return page(reply, ports, {
      title: causeTitle(conflict.cause),
      section: "conflicts",
      lead: html`${conflict.message}`,
      body: conflictView(conflict, {
        form: (form) => actForm(request, ports, form),
        mayResolve: mayDo(request.session, "resolve"),
        now: ports.now(),
      }),
    });
  });

  act(scope, ports, {
    path: "/conflicts/:id/resolve",
    action: "resolve",
    reason: "needed",
    handler: async ({ request, reply, form, act: by }) => {
      const { id } = params.parse(request.params);
      const { decision, name } = readDecision(form);
      await conflicts.resolve(id, decision, by, decision === "rename" ? name : undefined);
      return seeOther(reply, `/conflicts/${encodeURIComponent(id)}`, `Decided: ${decisionTitles[decision]}.`);
    },
  });
};

function readDecision(form: URLSearchParams): z.infer<typeof decisionForm> {
  const read = decisionForm.safeParse({ name: "", ...Object.fromEntries(form) });
  if (!read.success)
    throw new Unfit("choose what is to be done, and confirm that you have read what it will do");
  return read.data;
}
