import { sql } from "kysely";
import { expect, it, onTestFinished } from "vitest";

import { connectDatabase, type Database } from "../../src/store/database.ts";
import { listChangeSets } from "../../src/store/changes/change-sets.ts";
import { migrate } from "../../src/store/migrations.ts";
import { freshDatabase } from "../support/databases.ts";

/** A database as the version before had it. */
async function databaseAt(migration: string): Promise<Database> {
  const { url, drop } = await freshDatabase();
  const db = connectDatabase(url);
  onTestFinished(async () => {
    await db.destroy();
    await drop();
  });
  await migrate(db, migration);
  return db;
}

async function insertMessage(db: Database, id: string, kind: string, body: string): Promise<void> {
  await sql`
    insert into messages (source, id, kind, body, digest, occurred_at)
    values ('accounting', ${id}, ${kind}, ${Buffer.from(body)}, '', now())`.execute(db);
  await sql`
    insert into statements (source, message_id, client_id, occurred_at, says, state)
    values ('accounting', ${id}, 'C-1', '', '{}', 'scheduled')`.execute(db);
}

it("change sets that came before they had a name of their own get it, whatever else their messages hold", async () => {
  const db = await databaseAt("0003-full-compare");
  await insertMessage(db, "msg_1", "segment-changes", `{"changeSetId":"2026-11","changes":[]}`);
  await insertMessage(
    db,
    "msg_2",
    "segment-changes",
    String.raw`{"changeSetId":" 2026-12 ","note":"\u0000 \ud83d"}`,
  );
  await insertMessage(db, "msg_3", "assignments", `{"changeSetId":"unheard"}`);

  await migrate(db);

  const sets = await listChangeSets(db);
  expect(new Map(sets.map(({ id, scheduled }) => [id, scheduled]))).toEqual(
    new Map([
      ["2026-11", 1],
      ["2026-12", 1],
    ]),
  );
});

it("work and links that were there before go on", async () => {
  const db = await databaseAt("0003-full-compare");
  await sql`insert into clients (client_id) values ('C-1')`.execute(db);
  await sql`insert into organization_links (client_id, organization_id) values ('C-1', 7001)`.execute(db);
  await sql`
    insert into history (at, client_id, what) values (now(), 'C-1', 'organization.created')`.execute(db);
  await sql`
    insert into work (kind, key, version, state) values ('reconcile-client', 'C-1', 1, 'pending')`.execute(
    db,
  );

  await migrate(db);

  expect(await db.selectFrom("work").select(["key", "urgency"]).execute()).toEqual([
    { key: "C-1", urgency: "live" },
  ]);
  expect(await db.selectFrom("organization_links").select("is_doubted").execute()).toEqual([
    { is_doubted: false },
  ]);
  expect(await db.selectFrom("history").select(["client_id", "ticket_id"]).execute()).toEqual([
    { client_id: "C-1", ticket_id: null },
  ]);
});
