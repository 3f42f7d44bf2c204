import { createHash, randomBytes } from "node:crypto";

import { sql } from "kysely";

import type { Session, Sessions } from "../operations/session.ts";
import type { Database } from "./database.ts";

/** Who is signed in at the console, for all processes alike. What is over goes when the next one comes. */
export function createSessions(db: Database): Sessions {
  return {
    async open({ name, tokenHash }, until) {
      const id = randomBytes(32).toString("base64url");
      await sql`delete from sessions where expires_at <= now()`.execute(db);
      await sql`
        insert into sessions (id_hash, name, token_hash, secret, expires_at)
        values (${hashOf(id)}, ${name}, ${tokenHash}, ${randomBytes(32)}, ${until})`.execute(db);
      return id;
    },

    async find(id) {
      const { rows } = await sql<Session>`
        select name, token_hash as "tokenHash", secret from sessions
        where id_hash = ${hashOf(id)} and expires_at > now()`.execute(db);
      return rows[0];
    },

    async close(id) {
      await sql`delete from sessions where id_hash = ${hashOf(id)}`.execute(db);
    },

    async spend(nonce, until) {
      await sql`delete from spent_tokens where expires_at <= now()`.execute(db);
      const { rows } = await sql`
        insert into spent_tokens (nonce, expires_at) values (${nonce}, ${until})
        on conflict do nothing returning nonce`.execute(db);
      return rows.length === 1;
    },
  };
}

function hashOf(id: string): Buffer {
  return createHash("sha256").update(id).digest();
}
