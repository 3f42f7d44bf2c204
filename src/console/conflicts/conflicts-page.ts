import { z } from "zod";

import { html } from "../../markup/html.ts";
import { conflictsView } from "./conflicts-view.ts";
import { page } from "../look/page.ts";
import type { ConsolePart } from "../ports.ts";

const query = z.object({ cursor: z.string().optional().catch(undefined) });

const perPage = 50;

export const conflictsPage: ConsolePart = (scope, ports) => {
  const { conflicts } = ports.operations;

  scope.get("/conflicts", async (request, reply) => {
    const { cursor } = query.parse(request.query);
    const [open, duplicates] = await Promise.all([
      conflicts.list({ limit: perPage, cursor }),
      conflicts.listDuplicates(),
    ]);
    return page(reply, ports, {
      title: "Conflicts",
      section: "conflicts",
      lead: html`What a person must decide, and what may become a conflict later.`,
      body: conflictsView(open, duplicates, { cursor, now: ports.now() }),
    });
  });
};
