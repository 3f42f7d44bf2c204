import { type Instant, parseInstant } from "../domain/instant.ts";
import { UsageError } from "./io.ts";

/** The value of an option that is a moment. @throws UsageError */
export function readInstant(option: string, written: string | undefined): Instant | undefined {
  if (written === undefined) return undefined;
  const instant = parseInstant(written);
  if (instant !== undefined) return instant;
  throw new UsageError(
    `${option} is a date and time with a zone, as in 2026-11-20T15:04:05Z, not "${written}"`,
  );
}
