import type { Outcome } from "./outcome.ts";

/** What became of a key: an outcome, or the error that its attempt ended with. */
export type End = Outcome | Error;

/** By key. */
export type Ends = ReadonlyMap<string, End>;

/** Whatever was thrown, as an end. */
export function asError(err: unknown): Error {
  return err instanceof Error ? err : new Error(String(err));
}
