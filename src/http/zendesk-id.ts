import { z } from "zod";

/** The id of a record: events write ids as text, the API as numbers. */
export const zendeskId = z.union([
  z.int().positive(),
  z
    .string()
    .regex(/^[1-9]\d{0,15}$/)
    .transform(Number)
    .pipe(z.int()),
]);
