import { z } from "zod";

import type { Catalogue } from "../domain/catalogue/catalogue.ts";
import { clientFacts } from "../facts/client-facts.ts";
import { text } from "../facts/text.ts";
import { instantSchema } from "./instant-schema.ts";

/** The bodies that accounting sends. Keys that are not here are ignored, and named in the answer. */
export type AccountingSchemas = ReturnType<typeof accountingSchemas>;

export function accountingSchemas(catalogue: Catalogue) {
  const { clientId, name, segment, serviceLevel, vertical, domains, ...others } = clientFacts(catalogue);
  const team = {
    seoAnalyst: others.seoAnalyst.nullable().optional(),
    daAnalyst: others.daAnalyst.nullable().optional(),
    accountManager: others.accountManager.nullable().optional(),
    clientCenterId: others.clientCenterId.nullable().optional(),
    clientHubUrn: others.clientHubUrn.nullable().optional(),
  };

  return {
    "new-client": z.object({
      clientId,
      name,
      segment,
      vertical: vertical.nullable().optional(),
      domains: domains.nullable().optional(),
      occurredAt: instantSchema,
      ...team,
    }),
    assignments: z.object({ clientId, occurredAt: instantSchema, ...team }),
    "segment-changes": z.object({
      changeSetId: text(255),
      occurredAt: instantSchema,
      effectiveAt: instantSchema.nullable().optional(),
      changes: z
        .array(z.object({ clientId, segment, serviceLevel: serviceLevel.nullable().optional() }))
        .min(1)
        .superRefine(eachClientOnce),
    }),
  };
}

function eachClientOnce(changes: readonly { clientId: string }[], context: z.RefinementCtx): void {
  const seen = new Set<string>();
  for (const [index, change] of changes.entries()) {
    if (seen.has(change.clientId)) {
      context.addIssue({
        code: "custom",
        path: [index, "clientId"],
        message: "stands in this change set twice",
      });
    }
    seen.add(change.clientId);
  }
}
