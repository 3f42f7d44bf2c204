import { z } from "zod";

import { name } from "./names.ts";
import { hours, minutesByPriority, someHours, targets } from "./target-schema.ts";
import { impact, ticketConditions } from "./ticket-rules-schema.ts";

const exception = z
  .strictObject({
    name: name.meta({
      description: "What the targets are called in Zendesk.",
      examples: ["Billing for premium clients"],
    }),
    service_levels: z
      .array(name)
      .min(1)
      .meta({ description: "Names of the levels that it changes.", examples: [["VIP"]] }),
    when: z
      .strictObject({ impact })
      .optional()
      .meta({
        description: "For tickets about these issues, in whichever group. Without it: for the department's.",
        examples: [{ impact: ["impact_all_sites"] }],
      }),
    targets: targets.refine(
      (some) => Object.keys(some).length > 0,
      "needs at least one metric, as in first_reply_time: { urgent: 15m }",
    ),
    hours: someHours.default({}),
  })
  .meta({
    examples: [{ name: "Billing", service_levels: ["VIP"], targets: { first_reply_time: { high: "1h" } } }],
  });

export const department = z
  .strictObject({
    name: name.meta({ examples: ["Billing"] }),
    group: name
      .optional()
      .meta({ description: "Its group in Zendesk; that of its name unless said otherwise." }),
    takes: z
      .array(ticketConditions)
      .default([])
      .meta({
        description: "Which tickets without a group go to it, for any one of these reasons.",
        examples: [[{ keywords: ["invoice"] }]],
      }),
    group_ownership_time: minutesByPriority.default({}).meta({
      description: "How long a ticket may stay with its group, by priority (a group SLA of Zendesk).",
      examples: [{ urgent: "30m" }],
    }),
    hours: hours.prefault({}),
    exceptions: z.array(exception).default([]).meta({
      description:
        "Targets of their own for some tickets, in place of those of the level. The first that applies decides.",
    }),
  })
  .refine(
    ({ takes, group_ownership_time: ownership, exceptions }) =>
      takes.length + Object.keys(ownership).length + exceptions.length > 0,
    {
      error: "needs at least one of takes, group_ownership_time, exceptions",
      when: ({ issues }) => issues.length === 0,
    },
  )
  .meta({ examples: [{ name: "Billing", takes: [{ keywords: ["invoice"] }] }] });

export type DepartmentInFile = z.infer<typeof department>;
