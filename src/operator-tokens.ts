import { createHash } from "node:crypto";

import { z } from "zod";

import type { KnownOperator } from "./operations/find-operator.ts";
import { roles } from "./operations/operator.ts";

/** `isWeak`: it stands there as it is, and is short enough to be guessed. */
export type OperatorToken = KnownOperator & { readonly isWeak: boolean };

/** Shorter ones may be guessed (characters). */
const tokenLength = 16;

/** `name:role:token`, or `name:role:sha256:<64 hex>` where the token itself should not be written down. */
export function operatorTokens() {
  const words = `must be name:role:token, separated by commas; roles are ${roles.join(", ")}`;
  const shape = new RegExp(`^([^:,]+):(${roles.join("|")}):(?:sha256:([0-9a-f]{64})|([^:,]+))$`);
  return z
    .string()
    .transform((text) => text.split(",").map((one) => shape.exec(one.trim())))
    .refine((list) => list.every((found) => found !== null), words)
    .refine((list) => new Set(list.map((found) => found?.[1])).size === list.length, "names a person twice")
    .transform((list) =>
      list.map((found): OperatorToken => {
        const [, name = "", role, hash, token = ""] = found ?? [];
        return {
          name,
          role: z.enum(roles).parse(role),
          hash: hash === undefined ? createHash("sha256").update(token).digest() : Buffer.from(hash, "hex"),
          isWeak: hash === undefined && token.length < tokenLength,
        };
      }),
    )
    .refine(
      (list) => new Set(list.map(({ hash }) => Buffer.from(hash).toString("hex"))).size === list.length,
      "two persons have the same token",
    );
}
