import { z } from "zod";

import { priorities } from "../domain/tickets/ticket.ts";
import { name } from "./names.ts";

function listOf(description: string, example: string) {
  return z
    .array(name)
    .min(1)
    .meta({ description, examples: [[example]] });
}

export const impact = listOf(
  'Values of the "impact" dropdown of your ticket form, as Zendesk shows them among the tags.',
  "impact_all_sites",
);

const conditions = {
  impact: impact.optional(),
  keywords: listOf("Words or phrases of subject or description; one is enough.", "outage").optional(),
  channels: listOf("How the ticket came in, as Zendesk calls it: email, web, voice.", "voice").optional(),
  service_levels: listOf("Names of service levels.", "VIP").optional(),
};

function hasCondition(rule: Readonly<Partial<Record<keyof typeof conditions, unknown>>>): boolean {
  return Object.keys(conditions).some((key) => rule[key as keyof typeof conditions] !== undefined);
}

const needsCondition = "needs at least one of impact, keywords, channels, service_levels";

export const ticketConditions = z
  .strictObject(conditions)
  .refine(hasCondition, needsCondition)
  .meta({ examples: [{ keywords: ["invoice"] }] });

export type ConditionsInFile = z.infer<typeof ticketConditions>;

export const priority = z.enum(priorities).meta({ examples: ["normal"] });

export const urgencyRule = z
  .strictObject({ priority, ...conditions })
  .refine(hasCondition, needsCondition)
  .meta({ examples: [{ priority: "high", keywords: ["not working"] }] });
