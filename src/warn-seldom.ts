import type { Logger } from "pino";

import { seldom } from "./seldom.ts";

/** Logs what goes wrong as `event`, at most once in ten seconds. */
export function warnSeldom(log: Logger, event: string): (err: unknown) => void {
  return seldom(10_000, (err) => log.warn({ err }, event));
}
