import { sql } from "kysely";
import { describe, expect, it } from "vitest";

import { NotDurable } from "../../src/jobs/inbox.ts";
import { openDatabase } from "../../src/store/database.ts";
import { createInbox } from "../../src/store/inbox/inbox.ts";
import { freshDatabase } from "../support/databases.ts";
import { startProxy } from "../support/proxy.ts";
import { eventually } from "../support/running.ts";
import { freshStore, type Store } from "./fresh-store.ts";
import { aMessage } from "./messages.ts";

/** Two seconds, and half a second for the noise of a busy machine. */
const deadlineMs = 2500;

const acme = { name: "Acme", segment: "VIP" };

async function idsIn({ db }: Pick<Store, "db">): Promise<string[]> {
  const rows = await db.selectFrom("messages").select("id").orderBy("id").execute();
  return rows.map(({ id }) => id);
}

/** Nobody gets at the clients before the lock is disposed of. */
async function lockClients({ db }: Store): Promise<AsyncDisposable> {
  const locked = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  const holding = db.transaction().execute(async (tx) => {
    await sql`lock table clients in access exclusive mode`.execute(tx);
    locked.resolve();
    await release.promise;
  });
  await locked.promise;
  return {
    async [Symbol.asyncDispose]() {
      release.resolve();
      await holding;
    },
  };
}

/** How long it took to be told no, in milliseconds. */
async function refusedAfter(accepting: Promise<unknown>): Promise<number> {
  const askedAt = performance.now();
  await expect(accepting).rejects.toThrow(NotDurable);
  return performance.now() - askedAt;
}

describe.concurrent("a message that comes while the database does not answer", () => {
  it("is refused within two seconds, and so are those behind it; then all is well by itself", async () => {
    await using store = await freshStore();
    const lock = await lockClients(store);

    const tookMs = await Promise.all(
      Array.from(
        { length: 250 },
        async (_, one) => await refusedAfter(store.inbox.accept(aMessage(`msg_${100 + one}`, acme))),
      ),
    );
    await lock[Symbol.asyncDispose]();
    const later = await store.inbox.accept(aMessage("msg_999", acme));

    expect(Math.max(...tookMs)).toBeLessThan(deadlineMs);
    expect(later.duplicate).toBe(false);
  });

  it("is not tried again once its sender was told no", async () => {
    await using store = await freshStore();
    const lock = await lockClients(store);

    await Promise.all(
      ["msg_1", "msg_2", "msg_3"].map(
        async (id) => await refusedAfter(store.inbox.accept(aMessage(id, acme))),
      ),
    );
    await lock[Symbol.asyncDispose]();
    await store.inbox.accept(aMessage("msg_4", acme));

    // The first was under way when the database stopped answering: it may be kept, and is then a duplicate when resent.
    expect((await idsIn(store)).filter((id) => id !== "msg_1")).toEqual(["msg_4"]);
    const resent = await store.inbox.accept(aMessage("msg_2", acme));
    expect(resent.duplicate).toBe(false);
  });

  it("is refused as soon as the query is given up; that costs no more than a connection", async () => {
    await using store = await freshStore({ queryTimeoutMs: 500 });
    const db = await openDatabase(store.url);
    await using lock = await lockClients({ ...store, db });
    const hung = store.inbox.accept(aMessage("msg_1", acme));

    await expect(hung).rejects.toThrow(NotDurable);
    await lock[Symbol.asyncDispose]();
    const { duplicate } = await store.inbox.accept(aMessage("msg_2", acme));

    expect(duplicate).toBe(false);
    await db.destroy();
  });
});

describe("a message that comes when very many wait already", () => {
  it("is refused at once", async () => {
    await using store = await freshStore();
    const lock = await lockClients(store);
    const many = Array.from(
      { length: 5100 },
      async (_, one) => await store.inbox.accept(aMessage(`msg_${one}`, acme)).catch((err: unknown) => err),
    );

    const answers = await Promise.all(many);
    await lock[Symbol.asyncDispose]();

    expect(answers.every((err) => err instanceof NotDurable)).toBe(true);
    expect(String(answers.at(-1))).toContain("5000 messages are waiting for the database already");
  });
});

describe("a message whose sender was told no", () => {
  it("takes nobody's place, however long the database is busy", async () => {
    await using store = await freshStore();
    const lock = await lockClients(store);
    const many = Array.from(
      { length: 5100 },
      async (_, one) => await store.inbox.accept(aMessage(`msg_${one}`, acme)).catch((err: unknown) => err),
    );
    await Promise.all(many);

    const next = await store.inbox.accept(aMessage("msg_next", acme)).catch((err: unknown) => err);
    await lock[Symbol.asyncDispose]();

    expect(String((next as Error).cause)).toContain("the database did not answer within");
  });
});

describe("a message whose connection breaks", () => {
  it("is refused, and accepted when it comes again", async () => {
    await using store = await freshStore();
    const lock = await lockClients(store);
    const accepting = refusedAfter(store.inbox.accept(aMessage("msg_1", acme)));
    const broken = await eventually("a backend that waits", async () => {
      const { rows } = await sql<{ pid: number }>`
        select pid from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`.execute(store.db);
      return rows[0];
    });

    await sql`select pg_terminate_backend(${broken.pid})`.execute(store.db);
    const tookMs = await accepting;
    await lock[Symbol.asyncDispose]();
    const again = await store.inbox.accept(aMessage("msg_1", acme));

    expect(tookMs).toBeLessThan(deadlineMs);
    expect(again.duplicate).toBe(false);
  });
});

describe.concurrent("a message that comes while the wire to the database is gone", () => {
  it.each(["cut", "freeze"] as const)(
    "(%s) is refused within two seconds, and accepted once it is mended",
    async (fault) => {
      const database = await freshDatabase();
      await using wire = await startProxy(database.url);
      const db = await openDatabase(wire.inFrontOf(database.url));
      const inbox = createInbox(db);
      await inbox.accept(aMessage("msg_1", acme));

      wire[fault]();
      const tookMs = await refusedAfter(inbox.accept(aMessage("msg_2", acme)));
      wire.mend();
      await eventually("a message accepted", async () => {
        try {
          return await inbox.accept(aMessage("msg_2", acme));
        } catch {
          return undefined;
        }
      });

      expect(tookMs).toBeLessThan(deadlineMs);
      expect(await idsIn({ db })).toEqual(["msg_1", "msg_2"]);
      await db.destroy();
      await database.drop();
    },
  );
});
