import { sql } from "kysely";
import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";

import { LeaseLost } from "../../../src/jobs/refusals.ts";
import { NoSuch, Unfit } from "../../../src/operations/refusals.ts";
import { saveCalls } from "../../../src/store/history/calls.ts";
import { countForgettable, forgetClient } from "../../../src/store/clients/forget-client.ts";
import { createJobs } from "../../../src/store/jobs/jobs.ts";
import { recordMessagesIn } from "../../../src/store/inbox/record-messages.ts";
import { aDesire, anOrganization, at } from "../../support/builders.ts";
import { finish, freshStore, type Store, statementsIn, valuesOf, workOf } from "../fresh-store.ts";
import { aMessage } from "../messages.ts";
import { somebodyWaits } from "../somebody-waits.ts";

const act = { operator: "eve", reason: "asked for by letter" };
const c1 = { kind: "reconcile-client", key: "C-1" } as const;
const c2 = { kind: "reconcile-client", key: "C-2" } as const;

const list = [
  { clientId: "C-1", name: "Acme", segment: "VIP" },
  { clientId: "C-2", name: "Bcme", segment: "SMB" },
];

/** C-1 and C-2 as they look after a life: messages, organizations, calls, a conflict, a re-run, a move to come. */
async function aLife(): Promise<Store> {
  const store = await freshStore();
  const { db, inbox, links } = store;
  await inbox.accept(aMessage("msg_1", list));
  await inbox.accept(
    aMessage("msg_2", { segment: "SMB" }, { effectiveAt: "2099-01-01T00:00:00.000000000Z" }),
  );
  for (const [index, { clientId: externalId, name }] of list.entries()) {
    await links.confirm(aDesire({ externalId, name }), anOrganization({ id: 7001 + index, externalId }));
  }
  const call = { at: new Date(), method: "PUT", status: 422, answer: "no", tookMs: 1 };
  await saveCalls(
    db,
    [c1, c2],
    [
      { ...call, path: "/api/v2/organizations/7001.json", request: { organization: { name: "Acme" } } },
      { ...call, path: "/api/v2/organizations/update_many.json?x=Acme", request: "Acme" },
      { ...call, path: "/api/v2/organizations/7002.json", request: { organization: { name: "Bcme" } } },
    ],
  );
  await sql`
    insert into history (at, client_id, what, after)
    values (now(), 'C-1', 'organization.created', '{"name": "Acme"}')`.execute(db);
  await sql`
    insert into conflicts (client_id, cause, detail) values ('C-1', 'name-taken', '{"message": "Acme"}')`.execute(
    db,
  );
  await sql`
    insert into conditions (name, title, detail)
    values ('onboarding:C-1', 'Acme', ''), ('conflict:C-1:name-taken', 'Conflict: name-taken of Acme', '')`.execute(
    db,
  );
  await finish(store);
  await sql`update work set state = 'failed' where key = 'C-1'`.execute(db);
  await sql`
    insert into history (at, what, actor, change)
    values (now(), 'notification.muted', 'eve', '{"name": "onboarding:C-1"}'),
      (now(), 'notification.muted', 'eve', '{"name": "conflict:C-1:name-taken"}')`.execute(db);
  await createJobs(db, { wake: () => {} }).retryMany({ clientId: "C-1" }, { ...act, reason: "again" });
  return store;
}

/** The tables that still tell of Acme, or of C-1. */
async function tracesIn({ db }: Store): Promise<string[]> {
  const { rows: tables } = await sql<{ name: string }>`
    select relname as name from pg_class join pg_namespace on pg_namespace.oid = relnamespace
    where relkind = 'r' and nspname = 'public' order by 1`.execute(db);
  const traces: string[] = [];
  for (const { name } of tables) {
    const { rows } = await sql`
      select 1 from ${sql.table(name)} as one
      where one::text ~ 'C-1|Acme' or one::text ~ ${Buffer.from("Acme").toString("hex")}`.execute(db);
    if (rows.length > 0) traces.push(name);
  }
  return traces;
}

describe("a client that is forgotten", () => {
  it("leaves no trace but that it was, by whom and why", async () => {
    await using store = await aLife();

    const rows = await forgetClient(store.db, "C-1", act);

    expect(rows).toEqual({
      clients: 1,
      work: 1,
      links: 1,
      statements: 2,
      messages: 2,
      conflicts: 1,
      history: 1,
      retried: 1,
      conditions: 2,
      calls: 2,
    });
    // A digest is no name: the fixture's is readable, the real one a hash.
    await sql`update messages set digest = ''`.execute(store.db);
    expect(await tracesIn(store)).toEqual([]);
    const { rows: acts } = await sql`
      select what, actor, reason, client_id, change ->> 'clients' as clients from history
      where what = 'client.forgotten'`.execute(store.db);
    expect(acts).toEqual([
      {
        what: "client.forgotten",
        actor: "eve",
        reason: "asked for by letter",
        client_id: null,
        clients: "1",
      },
    ]);
  });

  it("takes nothing of others along, except what was said of both at once", async () => {
    await using store = await aLife();

    await forgetClient(store.db, "C-1", act);

    expect(await valuesOf(store, "C-2")).toMatchObject({ name: "Bcme" });
    expect(await store.links.find("C-2")).toMatchObject({ organizationId: 7002 });
    const { rows } = await sql`select keys, path, request, answer from calls order by id`.execute(store.db);
    expect(rows).toEqual([
      { keys: ["C-2"], path: "/api/v2/organizations/update_many.json", request: null, answer: null },
      {
        keys: ["C-2"],
        path: "/api/v2/organizations/7002.json",
        request: { organization: { name: "Bcme" } },
        answer: "no",
      },
    ]);
  });

  it("does not come back by a message that is repeated, but by a new one", async () => {
    await using store = await aLife();
    await forgetClient(store.db, "C-1", act);

    expect(await store.inbox.accept(aMessage("msg_1", list))).toEqual({ duplicate: true, dirty: [] });
    expect(await valuesOf(store, "C-1")).toBeUndefined();
    expect(await statementsIn(store)).toEqual([["C-2", "msg_1", "applied"]]);

    await store.inbox.accept(aMessage("msg_3", { name: "Acme", segment: "VIP" }));
    expect(await valuesOf(store, "C-1")).toEqual({ name: "Acme", segment: "VIP" });
  });

  it("does not come back by an attempt that was under way", async () => {
    await using store = await aLife();
    await sql`update work set state = 'pending', version = version + 1, next_attempt_at = null`.execute(
      store.db,
    );
    const lease = await store.work.take(c1);
    await forgetClient(store.db, "C-1", act);

    const after = anOrganization({ id: 7003, externalId: "C-1" });
    await store.links.confirmAll([
      {
        desired: aDesire({ externalId: "C-2", name: "Bcme" }),
        organization: anOrganization({ id: 7002, externalId: "C-2" }),
      },
      {
        desired: aDesire({ externalId: "C-1" }),
        organization: after,
        write: { what: "organization.created", at: DateTime.utc(), before: null, after, change: aDesire() },
      },
    ]);
    const call = { at: new Date(), method: "POST", path: "/api/v2/organizations.json?q=Acme", tookMs: 1 };
    await saveCalls(store.db, [c1], [call]);
    await saveCalls(store.db, [c1, c2], [{ ...call, request: { organization: { name: "Acme" } } }]);

    expect(await store.work.settleAll([{ lease: lease!, ending: { kind: "done" } }])).toEqual(["lost"]);
    await store.work.doubt(c1);
    expect(await workOf(store, "C-1")).toBeUndefined();
    expect(await store.links.find("C-1")).toBeUndefined();
    await sql`update messages set digest = ''`.execute(store.db);
    expect(await tracesIn(store)).toEqual([]);
  });

  it("who comes back is not taken for the one that somebody still works on", async () => {
    await using store = await aLife();
    await sql`update work set state = 'pending', version = version + 1, next_attempt_at = null`.execute(
      store.db,
    );
    const zombie = (await store.work.take(c1))!;
    await forgetClient(store.db, "C-1", act);
    await store.inbox.accept(aMessage("msg_9", list[0]!, { occurredAt: at(9) }));
    const successor = (await store.work.take(c1))!;

    await expect(store.work.holdAll([zombie])).rejects.toThrow(LeaseLost);
    expect(await store.work.settleAll([{ lease: zombie, ending: { kind: "done" } }])).toEqual(["lost"]);
    await store.work.holdAll([successor]);
  });

  it("is at odds with nobody any more: whom its organization was refused is looked at again", async () => {
    await using store = await aLife();
    const { db } = store;
    const detail = { message: "organization 7001 is that of client C-1" };
    await sql`
      update work set state = 'conflict', cause = 'organization-shared', detail = ${JSON.stringify(detail)}
      where key = 'C-2'`.execute(db);
    await sql`
      insert into conflicts (client_id, cause, detail, about) values
        ('C-2', 'organization-shared', ${JSON.stringify(detail)}, '{"otherClientId": "C-1"}')`.execute(db);
    await sql`
      insert into conditions (name, title, detail)
      values ('conflict:C-2:organization-shared', 'Conflict', ${detail.message})`.execute(db);

    await forgetClient(db, "C-1", act);

    expect(await workOf(store, "C-2")).toMatchObject({ state: "pending", cause: null, urgency: "live" });
    await sql`update messages set digest = ''`.execute(db);
    expect(await tracesIn(store)).toEqual([]);
  });

  it("shares its domain with nobody any more; those that are left share it with each other", async () => {
    await using store = await aLife();
    for (const [minute, clientId] of ["C-1", "C-2", "C-3"].entries()) {
      const said = { clientId, name: `Client ${clientId}`, segment: "VIP", domains: ["one.example"] };
      await store.inbox.accept(aMessage(`domain_${clientId}`, said, { occurredAt: at(minute + 1) }));
    }

    await forgetClient(store.db, "C-1", act);

    const { rows } = await sql`
      select detail ->> 'message' as message from conflicts where closed_at is null`.execute(store.db);
    expect(rows).toEqual([{ message: "one.example of client C-3 is also of client C-2" }]);
  });

  it("takes along what others add to it at the same moment", async () => {
    await using store = await freshStore();
    const { db } = store;
    await sql`insert into clients (client_id) values ('C-1')`.execute(db);

    const forgetting = await db.transaction().execute(async (tx) => {
      await recordMessagesIn(tx, [aMessage("msg_1", { name: "Acme", segment: "VIP" })]);
      await sql`
        insert into organization_links (client_id, organization_id) values ('C-1', 7001)`.execute(tx);
      const forgotten = forgetClient(db, "C-1", act);
      await somebodyWaits(db);
      return { forgotten };
    });

    expect(await forgetting.forgotten).toMatchObject({ clients: 1, work: 1, links: 1, statements: 1 });
    expect(await workOf(store, "C-1")).toBeUndefined();
  });

  it("has no calls kept that end while it is forgotten", async () => {
    await using store = await aLife();
    const { db } = store;
    const call = { at: new Date(), method: "GET", path: "/api/v2/organizations.json?q=Acme", tookMs: 1 };

    const meanwhile = await db.transaction().execute(async (tx) => {
      await sql`delete from organization_links where client_id = 'C-1'`.execute(tx);
      await sql`delete from statements where client_id = 'C-1'`.execute(tx);
      await sql`delete from calls`.execute(tx);
      await sql`delete from clients where client_id = 'C-1'`.execute(tx);
      const saved = saveCalls(db, [c1], [call]);
      await somebodyWaits(db);
      return { saved };
    });
    await meanwhile.saved;

    expect(await db.selectFrom("calls").select("keys").execute()).toEqual([]);
  });

  it("is not forgotten without a reason", async () => {
    await using store = await aLife();

    await expect(forgetClient(store.db, "C-1", { ...act, reason: " " })).rejects.toThrow(Unfit);
    expect(await valuesOf(store, "C-1")).toBeDefined();
  });

  it("must have been known", async () => {
    await using store = await freshStore();

    await expect(forgetClient(store.db, "C-1", act)).rejects.toThrow(NoSuch);
    await expect(countForgettable(store.db, "C-1")).rejects.toThrow(NoSuch);
  });

  it("can be looked at before: nothing is changed by counting", async () => {
    await using store = await aLife();
    const before = await tracesIn(store);

    const counted = await countForgettable(store.db, "C-1");

    expect(await tracesIn(store)).toEqual(before);
    expect(counted).toEqual(await forgetClient(store.db, "C-1", act));
  });
});
