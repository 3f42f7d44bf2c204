import { z } from "zod";

import type { ClientField } from "../domain/clients/client.ts";
import type { ClientView } from "../operations/client.ts";
import { jobStates } from "../operations/job.ts";
import { jobAnswer, named } from "./answer-schemas.ts";
import { conflictAnswer, tellConflict } from "./conflict-answer.ts";
import { tellJob } from "./tell-job.ts";

const text = z.string().nullable();
const field = z.enum([
  "name",
  "segment",
  "serviceLevel",
  "vertical",
  "domains",
  "seoAnalyst",
  "daAnalyst",
  "accountManager",
  "clientCenterId",
  "clientHubUrn",
]) satisfies z.ZodType<ClientField>;

export const clientSummaryAnswer = named(
  "ClientSummary",
  z.object({
    id: z.string(),
    name: text,
    segment: text,
    serviceLevel: text,
    organizationId: z.int().nullable(),
    state: z.enum(jobStates).nullable().meta({ description: "Of its job; null: nothing was to do yet" }),
    cause: text,
  }),
);

const confirmed = z.object({
  externalId: z.string(),
  name: z.string(),
  domainNames: z.array(z.string()).readonly(),
  fields: z.record(z.string(), text),
});

export const clientAnswer = named(
  "Client",
  z.object({
    id: z.string(),
    name: text,
    isKnown: z.boolean().meta({ description: "Its notification came" }),
    fields: z
      .array(
        z.object({
          field,
          value: z.union([z.string(), z.array(z.string()).readonly()]).nullable(),
          occurredAt: z.string(),
          messageId: z.string(),
          source: text,
          kind: text,
        }),
      )
      .readonly(),
    organization: z
      .object({
        id: z.int(),
        url: z.string(),
        confirmed: confirmed.nullable().meta({ description: "What Zendesk last agreed to" }),
        isDoubted: z.boolean(),
        updatedAt: z.date(),
      })
      .nullable(),
    job: jobAnswer.nullable(),
    conflicts: z.array(conflictAnswer),
    onboarding: z.object({
      isComplete: z.boolean(),
      steps: z
        .array(
          z.object({
            step: z.string(),
            title: z.string(),
            isDone: z.boolean(),
            missing: z.array(field).readonly(),
            doneAt: text,
          }),
        )
        .readonly(),
    }),
    openTickets: z
      .array(z.object({ id: z.int(), url: z.string(), status: z.string(), priority: text, level: text }))
      .readonly(),
  }),
);

export function tellClient({ job, conflicts, ...client }: ClientView): z.infer<typeof clientAnswer> {
  return { ...client, job: job && tellJob(job), conflicts: conflicts.map(tellConflict) };
}
