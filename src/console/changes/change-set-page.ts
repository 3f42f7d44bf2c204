import { z } from "zod";

import { html } from "../../markup/html.ts";
import { mayDo } from "../../operations/operator.ts";
import { NoSuch } from "../../operations/refusals.ts";
import { act } from "../acting/act.ts";
import { actForm } from "../acting/act-form.ts";
import { changeSetCancelView } from "./change-set-cancel-view.ts";
import { changeSetView } from "./change-set-view.ts";
import { changeSetPath, changeSetsPath, keepingText } from "./change-set-words.ts";
import { seeOther } from "../look/notice.ts";
import { page } from "../look/page.ts";
import type { ConsolePart, ConsolePorts } from "../ports.ts";

const params = z.object({ id: z.string() });

/** One change set; what is to come is cancelled in two steps. */
export const changeSetPage: ConsolePart = (scope, ports) => {
  const cancelPath = `${changeSetsPath}/:id/cancel`;

  scope.get(`${changeSetsPath}/:id`, async (request, reply) => {
    const { set, changes } = await getChangeSet(request.params, ports);
    return page(reply, ports, {
      title: set.id,
      section: "changes",
      lead: html`A change set: what it does to whom, and when.`,
      body: changeSetView(set, changes, {
        form: (form) => actForm(request, ports, form),
        mayCancel: mayDo(request.session, "cancel-changes"),
        now: ports.now(),
      }),
    });
  });

  scope.get(cancelPath, async (request, reply) => {
    const { set } = await getChangeSet(request.params, ports);
    return page(reply, ports, {
      title: "Cancel a change set",
      section: "changes",
      lead: html`${set.id}`,
      body: changeSetCancelView(set, (form) => actForm(request, ports, form)),
    });
  });

  act(scope, ports, {
    path: cancelPath,
    action: "cancel-changes",
    reason: "needed",
    handler: async ({ request, reply, act: by }) => {
      const { id } = params.parse(request.params);
      const count = await ports.operations.changeSets.cancel(id, by);
      return seeOther(reply, changeSetPath(id), `Cancelled: ${keepingText(count)}.`);
    },
  });
};

type Found = NonNullable<Awaited<ReturnType<ConsolePorts["operations"]["changeSets"]["find"]>>>;

async function getChangeSet(from: unknown, { operations }: ConsolePorts): Promise<Found> {
  const { id } = params.parse(from);
  const found = await operations.changeSets.find(id);
  if (!found) throw new NoSuch(`there is no change set "${id}"`);
  return found;
}
