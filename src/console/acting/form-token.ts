import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

import type { Session } from "../../operations/session.ts";

/** A page may be left open over a long call, not over a shift (milliseconds). */
const goodForMs = 4 * 60 * 60_000;

export type FormToken = { readonly nonce: string; readonly until: Date };

/** Proves that a form was made by us, for this session and this address. */
export function issueFormToken({ secret }: Pick<Session, "secret">, path: string, now: Date): string {
  const said = `${randomBytes(16).toString("base64url")}.${now.getTime() + goodForMs}`;
  return `${said}.${sealOf(secret, said, path).toString("base64url")}`;
}

/** Undefined: it is not ours, not for this, or too old. Whether it was spent is for the sessions to say. */
export function readFormToken(
  token: string,
  { secret }: Pick<Session, "secret">,
  path: string,
  now: Date,
): FormToken | undefined {
  const [nonce = "", until = "", seal = ""] = token.split(".");
  const given = Buffer.from(seal, "base64url");
  const right = sealOf(secret, `${nonce}.${until}`, path);
  if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined;
  return Number(until) > now.getTime() ? { nonce, until: new Date(Number(until)) } : undefined;
}

function sealOf(secret: Uint8Array, said: string, path: string): Buffer {
  return createHmac("sha256", secret).update(`${said}.${path}`).digest();
}
