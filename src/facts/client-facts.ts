import { z } from "zod";

import type { Catalogue } from "../domain/catalogue/catalogue.ts";
import { text } from "./text.ts";

/** What may be said of a client, field by field, whoever says it: a webhook or a file. */
export function clientFacts(catalogue: Catalogue) {
  return {
    clientId,
    name: text(255),
    segment: z.enum(catalogue.segments.map(({ name }) => name)),
    serviceLevel: z.enum(catalogue.serviceLevels.map(({ name }) => name)),
    vertical: text(255),
    domains: z.array(domain).max(100).transform(eachOnce),
    seoAnalyst: text(255),
    daAnalyst: text(255),
    accountManager: text(255),
    clientCenterId: text(255),
    clientHubUrn: text(255),
  };
}

/** Zendesk separates external ids by commas, so none can be in one. */
const clientId = text(100).regex(/^[^,]*$/, "must not contain a comma");

const domain = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(
    /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]{2,}$/,
    "must be a domain name, as in acme.example",
  );

function eachOnce(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}
