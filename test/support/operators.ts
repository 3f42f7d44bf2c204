import { createHash } from "node:crypto";

import type { KnownOperator } from "../../src/operations/find-operator.ts";
import type { Role } from "../../src/operations/operator.ts";

/** One operator of each role, and the tokens they sign in with. */
export const tokens: Readonly<Record<Role, string>> = {
  viewer: "token-of-vera-viewer",
  operator: "token-of-otto-operator",
  admin: "token-of-ada-admin",
};

const names: Readonly<Record<Role, string>> = { viewer: "vera", operator: "otto", admin: "ada" };

export const operators: readonly KnownOperator[] = (["viewer", "operator", "admin"] as const).map((role) => ({
  name: names[role],
  role,
  hash: createHash("sha256").update(tokens[role]).digest(),
}));

/** The same, as the environment has them. */
export const opsTokens = operators.map(({ name, role }) => `${name}:${role}:${tokens[role]}`).join(",");
