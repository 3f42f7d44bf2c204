import { randomBytes } from "node:crypto";

import type { Session, Sessions } from "../../src/operations/session.ts";

/** Sessions in memory, by the clock that is given. */
export function fakeSessions(now: () => Date): Sessions {
  const open = new Map<string, { session: Session; until: Date }>();
  const spent = new Set<string>();
  return {
    async open(owner, until) {
      const id = randomBytes(32).toString("base64url");
      open.set(id, { session: { ...owner, secret: randomBytes(32) }, until });
      return id;
    },
    async find(id) {
      const found = open.get(id);
      return found && found.until > now() ? found.session : undefined;
    },
    async close(id) {
      open.delete(id);
    },
    async spend(nonce) {
      if (spent.has(nonce)) return false;
      spent.add(nonce);
      return true;
    },
  };
}
