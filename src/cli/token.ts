import { createHash, randomBytes } from "node:crypto";

import { type Role, roles } from "../operations/operator.ts";
import { type Command, exit, type Io, UsageError } from "./io.ts";

export const token: Command = {
  usage: `los token NAME ROLE

Makes a token for the operations API and the console, shows it once, and prints the entry for OPS_TOKENS: it keeps only a
hash (SHA-256), so the token cannot be found out from it. Entries stand in OPS_TOKENS separated by commas.

  NAME   whose it is; stands in the history of what was done with it
  ROLE   viewer looks, operator also re-runs, discards, decides, schedules, cancels and mutes, admin also erases clients
         and sees the raw queues`,

  async run(args, io) {
    const [name = "", roleName = "", ...more] = args;
    const role = roles.find((one) => one === roleName);
    if (more.length > 0 || !/^[^-:,\s][^:,\s]*$/.test(name))
      throw new UsageError("token takes a name, without spaces, colons and commas, and a role");
    if (!role) throw new UsageError(`ROLE is ${roles.join(", ")}, not "${roleName}"`);
    printToken(name, role, io);
    return exit.done;
  },
};

function printToken(name: string, role: Role, io: Io): void {
  const made = randomBytes(32).toString("base64url");
  const hash = createHash("sha256").update(made).digest("hex");
  io.out(`token:      ${made}`);
  io.out(`OPS_TOKENS: ${name}:${role}:sha256:${hash}`);
  io.err(
    `Give the token to ${name} now: it is not shown again. Add the entry to OPS_TOKENS and start the service anew.`,
  );
}
