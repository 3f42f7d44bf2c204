import type { Io } from "./io.ts";

/** Asks the person at the terminal to go on. */
export async function isAgreed(io: Io): Promise<boolean> {
  const answer = await io.ask("Go on? [y/N] ");
  return /^y(?:es)?$/i.test(answer.trim());
}
