import { DateTime } from "luxon";

import { documentCatalogue } from "../../domain/document/document-catalogue.ts";
import { html } from "../../markup/html.ts";
import { documentSection } from "./catalogue-document.ts";
import { driftSection } from "./catalogue-drift.ts";
import { page } from "../look/page.ts";
import type { ConsolePart } from "../ports.ts";

export const cataloguePage: ConsolePart = (scope, ports) => {
  scope.get("/catalogue", async (_request, reply) => {
    const { catalogue, operations, now } = ports;
    const { drift } = await operations.overview.look();
    const { sections } = documentCatalogue(catalogue, {
      levels: catalogue.serviceLevels,
      audience: "staff",
      now: DateTime.fromJSDate(now(), { zone: "utc" }),
    });
    return page(reply, ports, {
      title: "Catalogue",
      section: "catalogue",
      lead: html`What is promised to whom, and whether Zendesk's SLA policies say the same.`,
      body: html`${driftSection(drift)} ${sections.map((one) => documentSection(one, 2))}`,
    });
  });
};
