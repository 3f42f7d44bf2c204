import { type Kysely, sql } from "kysely";

import type { Schema } from "./schema.ts";

/** The database knows the organizations and tickets of `known`: their ids mean something else in any other account. */
export class OtherAccount extends Error {
  override readonly name = "OtherAccount";
  readonly known: string;

  constructor(known: string, asked: string) {
    super(`the database belongs to ${known}, not to ${asked}`);
    this.known = known;
  }
}

/**
 * Makes the database that of one Zendesk account, for good; it may go over from the account's `former` name to the one it
 * has now.
 * @throws OtherAccount
 */
export async function claimAccount(db: Kysely<Schema>, name: string, former?: string): Promise<void> {
  await sql`
    insert into zendesk_account as claimed (name) values (${name})
    on conflict (is_only) do update set name = excluded.name where claimed.name = ${former ?? null}`.execute(
    db,
  );
  const { name: known } = await db.selectFrom("zendesk_account").select("name").executeTakeFirstOrThrow();
  if (known !== name) throw new OtherAccount(known, name);
}
