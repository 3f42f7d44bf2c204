import { sql } from "kysely";
import { describe, expect, it } from "vitest";

import { NoConnectionFree } from "../../src/operations/refusals.ts";
import { connectDatabase, migrateWhenUp, openDatabase, pingDatabase } from "../../src/store/database.ts";
import { migrate } from "../../src/store/migrations.ts";
import { freshDatabase } from "../support/databases.ts";
import { startProxy } from "../support/proxy.ts";
import { freshStore } from "./fresh-store.ts";
import { somebodyWaits } from "./somebody-waits.ts";

const tables = sql<{ name: string }>`
  select table_name as name from information_schema.tables
  where table_schema = 'public' and table_name not like 'kysely%' order by 1`;

describe("an empty database", () => {
  it("gets our tables, once, however many processes start on it together", async () => {
    const database = await freshDatabase();

    const opened = await Promise.all([1, 2, 3].map(async () => await openDatabase(database.url)));
    const again = await openDatabase(database.url);
    const { rows } = await tables.execute(again);
    const { rows: done } = await sql`select name from kysely_migration`.execute(again);

    expect(rows.map(({ name }) => name)).toEqual([
      "calls",
      "clients",
      "conditions",
      "conflicts",
      "history",
      "messages",
      "organization_links",
      "organizations",
      "retried",
      "retries",
      "sessions",
      "setup_applies",
      "spent_tokens",
      "statements",
      "sweeps",
      "tickets",
      "work",
      "zendesk_account",
    ]);
    expect(done).toEqual([
      { name: "0001-main-job" },
      { name: "0002-urgency" },
      { name: "0003-full-compare" },
      { name: "0004-tickets" },
      { name: "0005-setup" },
      { name: "0006-operations" },
      { name: "0007-abandoned-work" },
      { name: "0008-account" },
    ]);
    await Promise.all([...opened, again].map(async (db) => await db.destroy()));
    await database.drop();
  });

  it("that is not there is an error that says so", async () => {
    const { url, drop } = await freshDatabase();
    await drop();

    await expect(openDatabase(url)).rejects.toThrow();
  });
});

describe("a connection that breaks", () => {
  it("is replaced, whether it was idle or at work, and nobody else notices", async () => {
    await using store = await freshStore();
    const others = sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`;

    const atWork = store.db.transaction().execute(async (tx) => {
      await pingDatabase(tx);
      await others.execute(store.db);
      await pingDatabase(tx);
    });

    await expect(atWork).rejects.toThrow();
    await pingDatabase(store.db);
  });
});

describe("who comes while every connection is taken", () => {
  it("is told so, and gets one when they are free", async () => {
    await using store = await freshStore();
    const sleeping = Array.from(
      { length: 10 },
      async () => await sql`select pg_sleep(1.5)`.execute(store.db),
    );

    await expect(pingDatabase(store.db)).rejects.toThrow(NoConnectionFree);
    await Promise.all(sleeping);
    await pingDatabase(store.db);
  });
});

describe("a query that does not end", () => {
  it("is given up, and those after it do not wait behind it", async () => {
    await using store = await freshStore({ queryTimeoutMs: 300 });

    await expect(sql`select pg_sleep(5)`.execute(store.db)).rejects.toThrow("timeout");
    const askedAt = performance.now();
    await pingDatabase(store.db);

    expect(performance.now() - askedAt).toBeLessThan(300);
  });

  it("takes its transaction with it: nothing of it is kept", async () => {
    await using store = await freshStore({ queryTimeoutMs: 300 });
    const client = (id: string) => ({ client_id: id, fields: "{}" });

    const hung = store.db.transaction().execute(async (tx) => {
      await tx.insertInto("clients").values(client("C-1")).execute();
      await sql`select pg_sleep(1)`.execute(tx);
    });
    await expect(hung).rejects.toThrow("timeout");
    await store.db.transaction().execute(async (tx) => {
      await tx.insertInto("clients").values(client("C-2")).execute();
    });
    await sql`select pg_sleep(0.2)`.execute(store.db);
    const kept = await store.db.selectFrom("clients").select("client_id").execute();

    expect(kept).toEqual([{ client_id: "C-2" }]);
  });
});

it("a connection that breaks while the tables are made does not end the process; they are made when it is back", async () => {
  const database = await freshDatabase();
  await using proxy = await startProxy(database.url);
  const { signal } = new AbortController();

  for (let afterMs = 0; afterMs < 60; afterMs += 12) {
    const migrated = migrateWhenUp(proxy.inFrontOf(database.url), () => {}, signal);
    await new Promise((resolve) => setTimeout(resolve, afterMs));
    proxy.cut();
    await new Promise((resolve) => setTimeout(resolve, 5));
    proxy.mend();
    expect(await migrated).toBe(true);
  }
  await database.drop();
});

it("a connection that PostgreSQL ends in the middle of a migration does not end the process either", async () => {
  const database = await freshDatabase();
  const db = connectDatabase(database.url);
  await migrate(db, "0007-abandoned-work");

  const { migrated } = await db.transaction().execute(async (tx) => {
    await sql`lock table kysely_migration in access exclusive mode`.execute(tx);
    const made = migrateWhenUp(database.url, () => {}, new AbortController().signal);
    await somebodyWaits(db);
    await sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(db);
    return { migrated: made };
  });

  expect(await migrated).toBe(true);
  await db.destroy();
  await database.drop();
});
