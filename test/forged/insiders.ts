import { createSessions } from "../../src/store/sessions.ts";
import type { Database } from "../../src/store/database.ts";
import { sessionMs } from "../../src/console/signing-in/session-cookie.ts";
import { hashOfToken } from "../../src/operations/find-operator.ts";
import type { Role } from "../../src/operations/operator.ts";
import type { Session } from "../../src/operations/session.ts";
import { operators } from "../support/operators.ts";

/** Somebody who is signed in at the console. */
export type Insider = { readonly id: string; readonly session: Session };

export type Insiders = {
  readonly signedIn: Readonly<Record<Role, Insider>>;
  /** Sessions that were good once: one is over, one was closed, one is of a token that is not an operator's any more. */
  readonly outs: readonly string[];
};

/** Operators sign in, and some of them are out again. */
export async function letInsidersIn(db: Database, now = new Date()): Promise<Insiders> {
  const sessions = createSessions(db);
  const until = new Date(now.getTime() + sessionMs);
  const ownerOf = (role: Role) => {
    const { name, hash: tokenHash } = operators.find((one) => one.role === role)!;
    return { name, tokenHash };
  };
  const signIn = async (role: Role): Promise<Insider> => {
    const id = await sessions.open(ownerOf(role), until);
    return { id, session: (await sessions.find(id))! };
  };

  const signedIn = {
    viewer: await signIn("viewer"),
    operator: await signIn("operator"),
    admin: await signIn("admin"),
  };
  const closed = await sessions.open(ownerOf("admin"), until);
  await sessions.close(closed);
  const replaced = { ...ownerOf("admin"), tokenHash: hashOfToken("the token of last year") };
  const stranger = { ...ownerOf("admin"), name: "eve" };
  return {
    signedIn,
    outs: [
      closed,
      await sessions.open(replaced, until),
      await sessions.open(stranger, until),
      await sessions.open(ownerOf("admin"), new Date(now.getTime() - 1)),
    ],
  };
}
