import { z } from "zod";

import { printable } from "../domain/printable.ts";

export function text(longest: number) {
  return z
    .string()
    .trim()
    .min(1, "must not be empty; null clears a value")
    .max(longest)
    .regex(printable, "must not contain control characters");
}
