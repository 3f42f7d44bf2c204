import { z } from "zod";

/** Characters that no name has and that a database or a terminal may choke on. */
const printable = /^[^\p{Cc}\p{Cs}]*$/u;

export function text(longest: number) {
  return z
    .string()
    .trim()
    .min(1, "must not be empty; null clears a value")
    .max(longest)
    .regex(printable, "must not contain control characters");
}
