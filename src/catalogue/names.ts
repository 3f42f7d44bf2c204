import { IANAZone } from "luxon";
import { z } from "zod";

const nameHint = "must be one line, without control characters";

/** Something that is called so, here and in Zendesk, where our marker ends with the line. */
export const name = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u, nameHint);

/** A sentence for people. */
export const text = z.string().trim().min(1).max(1000);

const slugHint = "must be lower-case letters, digits and _, as in key_account";

export const slug = z.string().regex(/^[a-z][a-z0-9_]*$/, slugHint);

const timeZoneHint = "must be a time zone, as in Europe/Berlin";

export const timeZone = z
  .string()
  .refine((zone) => IANAZone.isValidZone(zone), { error: timeZoneHint, abort: true });
