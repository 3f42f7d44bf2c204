import { z } from "zod";

import { metricSettings } from "./metric-settings-schema.ts";
import { name, slug } from "./names.ts";
import { offer } from "./offer-schema.ts";
import { escalation, objective, warning } from "./promise-schema.ts";
import { hours, targets } from "./target-schema.ts";

export const serviceLevel = z
  .strictObject({
    name: name.meta({ examples: ["Key Account"] }),
    slug: slug.meta({
      description: "Makes the tag los_<slug> of its tickets. Never change it: tickets bear it.",
      examples: ["key_account"],
    }),
    description: z.string().trim().default("").meta({ description: "The promise in a sentence." }),
    targets: targets.default({}),
    hours: hours.prefault({}),
    schedule: name
      .optional()
      .meta({ description: "Which business hours, by name; the first schedule unless said otherwise." }),
    metric_settings: metricSettings.default({}),
    objectives: z.array(objective).default([]).meta({
      description: "How many of its tickets keep their target, and the credit when they do not.",
    }),
    warnings: z.array(warning).default([]).meta({
      description: "Who is told before a target is missed.",
    }),
    escalations: z.array(escalation).default([]).meta({
      description: "Who takes over after a target was missed.",
    }),
    ...offer,
  })
  .meta({ examples: [{ name: "Key Account", slug: "key_account" }] });

export type ServiceLevelInFile = z.infer<typeof serviceLevel>;
