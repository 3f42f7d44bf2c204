import { IANAZone } from "luxon";
import { z } from "zod";

const slug = z.string().regex(/^[a-z][a-z0-9_]*$/, "must be lower-case letters, digits and _");
const name = z.string().trim().min(1).max(100);

const segment = z.strictObject({ name, slug, service_level: name });
const serviceLevel = z.strictObject({ name, slug, description: z.string().trim().default("") });

const timeZone = z
  .string()
  .refine((zone) => IANAZone.isValidZone(zone), "must be a time zone, as in Europe/Berlin");

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
  full_compare: fullCompare.default({ at: "02:00", time_zone: "UTC", on_manual_edit: "restore" }),
});

export type CatalogueFile = z.infer<typeof catalogueFile>;
