import { IANAZone } from "luxon";
import { z } from "zod";

export const name = z.string().trim().min(1).max(100);

export const slug = z.string().regex(/^[a-z][a-z0-9_]*$/, "must be lower-case letters, digits and _");

export const timeZone = z
  .string()
  .refine((zone) => IANAZone.isValidZone(zone), "must be a time zone, as in Europe/Berlin");
