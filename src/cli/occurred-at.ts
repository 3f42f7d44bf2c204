import { stat } from "node:fs/promises";

import { DateTime } from "luxon";

import { type Instant, instantOf } from "../domain/instant.ts";
import { UsageError } from "./io.ts";

/**
 * When a file says what it says: as given, else when it was last written.
 * @throws UsageError when that is in the future
 * @throws when the file cannot be read
 */
export async function occurredAtOf(file: string, given: Instant | undefined): Promise<Instant> {
  const occurredAt = given ?? (await writtenAt(file));
  if (occurredAt <= instantOf(DateTime.utc())) return occurredAt;
  throw new UsageError(`${occurredAt} is in the future; --occurred-at says when the list was true`);
}

async function writtenAt(file: string): Promise<Instant> {
  const { mtime } = await stat(file).catch((err: unknown) => {
    throw new Error(`${file} cannot be read`, { cause: err });
  });
  return instantOf(DateTime.fromJSDate(mtime));
}
