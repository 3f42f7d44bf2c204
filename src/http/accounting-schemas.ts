import { z } from "zod";

import type { Catalogue } from "../domain/catalogue.ts";
import { parseInstant } from "../domain/instant.ts";

/** The bodies that accounting sends. Keys that are not here are ignored, and named in the answer. */
export type AccountingSchemas = ReturnType<typeof accountingSchemas>;

export function accountingSchemas(catalogue: Catalogue) {
  const segment = z.enum(namesOf(catalogue.segments));
  const serviceLevel = z.enum(namesOf(catalogue.serviceLevels));
  const team = {
    seoAnalyst: text(255).nullable().optional(),
    daAnalyst: text(255).nullable().optional(),
    accountManager: text(255).nullable().optional(),
    clientCenterId: text(255).nullable().optional(),
    clientHubUrn: text(255).nullable().optional(),
  };

  return {
    "new-client": z.object({
      clientId,
      name: text(255),
      segment,
      vertical: text(255).nullable().optional(),
      domains: z.array(domain).max(100).transform(eachOnce).nullable().optional(),
      occurredAt: instant,
      ...team,
    }),
    assignments: z.object({ clientId, occurredAt: instant, ...team }),
    "segment-changes": z.object({
      changeSetId: text(255),
      occurredAt: instant,
      effectiveAt: instant.nullable().optional(),
      changes: z
        .array(z.object({ clientId, segment, serviceLevel: serviceLevel.nullable().optional() }))
        .min(1)
        .superRefine(eachClientOnce),
    }),
  };
}

/** Characters that no name has and that a database or a terminal may choke on. */
const printable = /^[^\p{Cc}\p{Cs}]*$/u;

function text(longest: number) {
  return z
    .string()
    .trim()
    .min(1, "must not be empty; null clears a value")
    .max(longest)
    .regex(printable, "must not contain control characters");
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

const instant = z.string().transform((written, context) => {
  const moment = parseInstant(written);
  if (moment !== undefined) return moment;
  context.addIssue({
    code: "custom",
    message: "must be a date and time with a zone, as in 2026-11-20T15:04:05Z",
  });
  return z.NEVER;
});

function eachOnce(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}

function namesOf(entries: readonly { name: string }[]): [string, ...string[]] {
  const [first = "", ...rest] = entries.map(({ name }) => name);
  return [first, ...rest];
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
