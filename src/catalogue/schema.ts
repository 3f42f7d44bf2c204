import { z } from "zod";

const slug = z.string().regex(/^[a-z][a-z0-9_]*$/, "must be lower-case letters, digits and _");
const name = z.string().trim().min(1).max(100);

const segment = z.strictObject({ name, slug, service_level: name });
const serviceLevel = z.strictObject({ name, slug, description: z.string().trim().default("") });

/** The shape of `service-levels.yaml`. What one part says of another is checked in `findInconsistencies`. */
export const catalogueFile = z.strictObject({
  segments: z.array(segment).min(1),
  service_levels: z.array(serviceLevel).min(1),
  default_service_level: name,
});

export type CatalogueFile = z.infer<typeof catalogueFile>;
