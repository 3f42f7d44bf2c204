import { createHash, timingSafeEqual } from "node:crypto";

import type { Operator } from "./operator.ts";

/** An operations token, as its SHA-256: the token itself is not kept. */
export type KnownOperator = Operator & { readonly hash: Uint8Array };

export function hashOfToken(token: string): Uint8Array {
  return createHash("sha256").update(token).digest();
}

/** Takes as long for a wrong token as for a right one, whoever's it is. */
export function findOperator(token: string, known: readonly KnownOperator[]): Operator | undefined {
  const hash = hashOfToken(token);
  const fits = known.map((one) => timingSafeEqual(one.hash, hash));
  const found = known[fits.indexOf(true)];
  return found && { name: found.name, role: found.role };
}
