import { isLoopback } from "../zendesk/is-loopback.ts";
import { type Io, UsageError } from "./io.ts";

/** Whoever changes an account that people work with says why. @throws UsageError when nobody does */
export async function reasonFor(account: string, reason: string | undefined, io: Io): Promise<string | null> {
  const given = reason?.trim() ?? "";
  if (given !== "") return given;
  if (isLoopback(new URL(account).hostname)) return null;
  const said = io.isTerminal ? (await io.ask(`Why is ${account} changed? `)).trim() : "";
  if (said !== "") return said;
  throw new UsageError(`${account} is a production account: it is changed only for a reason (--reason TEXT)`);
}
