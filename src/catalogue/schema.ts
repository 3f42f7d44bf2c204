import { z } from "zod";

import { catchUp } from "./catch-up-schema.ts";
import { name, slug, timeZone } from "./names.ts";
import { schedule } from "./schedule-schema.ts";
import { hours, targets } from "./target-schema.ts";
import { department, priority, urgencyRule } from "./ticket-rules-schema.ts";

const segment = z.strictObject({ name, slug, service_level: name });

const serviceLevel = z.strictObject({
  name,
  slug,
  description: z.string().trim().default(""),
  targets: targets.default({}),
  hours: hours.prefault({}),
  schedule: name.optional(),
});

const fullCompare = z.strictObject({
  at: z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day in quotes, as in "02:00"'),
  time_zone: timeZone.default("UTC"),
  on_manual_edit: z.enum(["restore", "report"]).default("restore"),
});

/** The shape of `service-levels.yaml`. What one part says of another is checked in `findInconsistencies`. */
export const catalogueFile = z.strictObject({
  segments: z.array(segment).min(1),
  service_levels: z.array(serviceLevel).min(1),
  default_service_level: name,
  full_compare: fullCompare.prefault({ at: "02:00" }),
  urgency_rules: z.array(urgencyRule).default([]),
  default_priority: priority.default("normal"),
  departments: z.array(department).default([]),
  schedules: z.array(schedule).default([]),
  catch_up: catchUp.prefault({}),
});

export type CatalogueFile = z.infer<typeof catalogueFile>;
