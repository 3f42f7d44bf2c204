import { z } from "zod";

import { counted } from "../../domain/counted.ts";
import { enumerated } from "../../domain/document/document-words.ts";
import { html } from "../../markup/html.ts";
import { NoSuch, Unfit } from "../../operations/refusals.ts";
import { act } from "../acting/act.ts";
import { actForm } from "../acting/act-form.ts";
import { clientForgetView } from "./client-forget-view.ts";
import { seeOther } from "../look/notice.ts";
import { page } from "../look/page.ts";
import type { ConsolePart } from "../ports.ts";

const params = z.object({ id: z.string() });

/** In two steps: what will be gone, and then, by its id typed in and with a reason, gone. */
export const clientForgetPage: ConsolePart = (scope, ports) => {
  const { clients } = ports.operations;

  scope.get("/clients/:id/forget", async (request, reply) => {
    const { id } = params.parse(request.params);
    const client = await clients.find(id);
    if (!client) throw new NoSuch(`there is no client ${id}`);
    return page(reply, ports, {
      title: "Forget a client",
      section: "clients",
      lead: html`${client.name ?? "Not known yet"} (${id})`,
      body: clientForgetView(client, (form) => actForm(request, ports, form)),
    });
  });

  act(scope, ports, {
    path: "/clients/:id/forget",
    action: "forget",
    reason: "needed",
    handler: async ({ request, reply, form, act: by }) => {
      const { id } = params.parse(request.params);
      if (form.get("typed_id") !== id) throw new Unfit(`to forget client ${id}, type its id as it is`);
      const rows = await clients.forget(id, by);
      return seeOther(reply, "/clients", `Client ${id} is forgotten: ${rowsText(rows)}.`);
    },
  });
};

/** "3 rows of messages and 1 row of clients" */
function rowsText(rows: Readonly<Record<string, number>>): string {
  const some = Object.entries(rows).filter(([, count]) => count > 0);
  return (
    enumerated(some.map(([table, count]) => `${counted(count, "row")} of ${table}`)) || "nothing was kept"
  );
}
