import { z } from "zod";

import { priorities } from "../domain/ticket.ts";
import { name } from "./names.ts";

const names = z.array(name).min(1).optional();

const conditions = { impact: names, keywords: names, channels: names, service_levels: names };

function hasCondition(rule: Readonly<Partial<Record<keyof typeof conditions, unknown>>>): boolean {
  return Object.keys(conditions).some((key) => rule[key as keyof typeof conditions] !== undefined);
}

const needsCondition = "needs at least one of impact, keywords, channels, service_levels";

const ticketConditions = z.strictObject(conditions).refine(hasCondition, needsCondition);

export type ConditionsInFile = z.infer<typeof ticketConditions>;

export const priority = z.enum(priorities);

export const urgencyRule = z.strictObject({ priority, ...conditions }).refine(hasCondition, needsCondition);

export const department = z.strictObject({
  name,
  group: name.optional(),
  takes: z.array(ticketConditions).min(1),
});
