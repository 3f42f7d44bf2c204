import type { Logger } from "pino";

import { seldom } from "../seldom.ts";

/**
 * Tells of a broken connection at most once in ten seconds. ioredis puts the command that failed into the error, and
 * that may be the one with the password.
 */
export function complaining(log: Logger, event: string): (err: Error) => void {
  return seldom(10_000, (err) => log.warn({ err: withoutCommand(err) }, event));
}

function withoutCommand(err: Error & { readonly code?: unknown; readonly command?: unknown }): Error {
  if (err.command === undefined) return err;
  return Object.assign(new Error(err.message), { name: err.name, stack: err.stack, code: err.code });
}
