import { z } from "zod";

import { html } from "../../markup/html.ts";
import { mayDo } from "../../operations/operator.ts";
import { NoSuch, NotNow } from "../../operations/refusals.ts";
import { act } from "../acting/act.ts";
import { actForm } from "../acting/act-form.ts";
import { happeningTypes, readHappenings } from "./client-happenings.ts";
import { historySection } from "./client-history.ts";
import { clientView } from "./client-view.ts";
import { clientPath } from "./client-words.ts";
import { seeOther } from "../look/notice.ts";
import { page } from "../look/page.ts";
import { stateBadge } from "../look/parts.ts";
import type { ConsolePart } from "../ports.ts";

const params = z.object({ id: z.string() });
const query = z.object({
  type: z.enum(happeningTypes).optional().catch(undefined),
  cursor: z.string().optional().catch(undefined),
});

export const clientPage: ConsolePart = (scope, ports) => {
  const { clients, jobs } = ports.operations;

  scope.get("/clients/:id", async (request, reply) => {
    const { id } = params.parse(request.params);
    const { type, cursor } = query.parse(request.query);
    const client = await clients.find(id);
    if (!client) throw new NoSuch(`there is no client ${id}`);
    const now = ports.now();
    const happenings = await readHappenings(clients, { clientId: id }, { type, cursor });
    return page(reply, ports, {
      title: client.name ?? id,
      section: "clients",
      lead: html`Client <code>${id}</code> ${client.job === null ? "" : stateBadge(client.job.state)}`,
      body: clientView(client, {
        form: (form) => actForm(request, ports, form),
        now,
        mayForget: mayDo(request.session, "forget"),
        history: historySection({ ...happenings, type, path: clientPath(id), now }),
      }),
    });
  });

  act(scope, ports, {
    path: "/clients/:id/look-again",
    action: "retry",
    reason: "optional",
    handler: async ({ request, reply, act: by }) => {
      const { id } = params.parse(request.params);
      const client = await clients.find(id);
      if (!client) throw new NoSuch(`there is no client ${id}`);
      if (!client.job) throw new NotNow(`nothing was to do for client ${id} yet`);
      await jobs.retry(client.job.id, by);
      return seeOther(reply, clientPath(id), `Client ${id} is looked at again.`);
    },
  });
};
