import { sql } from "kysely";
import { DateTime } from "luxon";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import type { About, BlockingCause } from "../../../src/domain/clients/conflict.ts";
import type { WorkKey } from "../../../src/jobs/ports.ts";
import type { Conflict, Decision } from "../../../src/operations/conflict.ts";
import { BadCursor, NoSuch, NotNow, Unfit } from "../../../src/operations/refusals.ts";
import { createClients } from "../../../src/store/clients/clients.ts";
import { createConflicts } from "../../../src/store/conflicts/conflicts.ts";
import { recordMessagesIn } from "../../../src/store/inbox/record-messages.ts";
import { aDesire, anOrganization, at, theCatalogue } from "../../support/builders.ts";
import { empty, finish, freshStore, type Store, workOf } from "../fresh-store.ts";
import { aMessage } from "../messages.ts";
import { somebodyWaits } from "../somebody-waits.ts";

let store: Store;
let woken: WorkKey[];
beforeAll(async () => (store = await freshStore()));
beforeEach(async () => {
  woken = [];
  await empty(store);
  await store.inbox.accept(
    aMessage("msg_1", [
      { clientId: "C-1", name: "Acme", segment: "VIP" },
      { clientId: "C-2", name: "Bcme", segment: "SMB" },
    ]),
  );
});
afterAll(async () => await store[Symbol.asyncDispose]());

const act = { operator: "pat", reason: "they asked for it" };

function conflicts() {
  return createConflicts(store.db, {
    catalogue: {
      ...theCatalogue,
      fullCompare: { ...theCatalogue.fullCompare, onManualEdit: "report", onDeleted: "ask" },
    },
    wake: (keys) => void woken.push(...keys),
    zendeskUrl: "https://acme.zendesk.com",
  });
}

/** The attempt of a client ends in a conflict. */
async function runInto(cause: BlockingCause, about: Partial<About> = {}, clientId = "C-1"): Promise<void> {
  const lease = await store.work.take({ kind: "reconcile-client", key: clientId });
  await store.work.settleAll([
    {
      lease: lease!,
      ending: { kind: "conflict", cause, detail: { message: "at odds" }, about: { sides: [], ...about } },
    },
  ]);
}

async function openOnes(): Promise<readonly Conflict[]> {
  return (await conflicts().list({ limit: 10 })).rows;
}

async function only(): Promise<Conflict> {
  const [one, ...others] = await openOnes();
  expect(others).toEqual([]);
  return one!;
}

function decisionsOf({ choices }: Conflict): Decision[] {
  return choices.map(({ decision }) => decision);
}

async function keptOf(clientId = "C-1"): Promise<unknown> {
  return (await createClients(store.db).find(clientId))?.decisions;
}

const organization = { id: 7001, name: "Acme", externalId: null, domainNames: [] };
const sides = [{ title: "Client C-1", values: { name: "Acme" } }];

describe("a name that is taken", () => {
  it("is shown with both sides, the organization, and what can be decided", async () => {
    await runInto("name-taken", { sides, organization });

    expect(await only()).toMatchObject({
      clientId: "C-1",
      clientName: "Acme",
      cause: "name-taken",
      message: "at odds",
      openedAt: expect.any(Date),
      sides,
      organization,
      organizationUrl: "https://acme.zendesk.com/agent/organizations/7001",
      exchange: null,
      decided: null,
    });
    expect(decisionsOf(await only())).toEqual(["adopt", "rename", "ignore"]);
    expect(await conflicts().count()).toBe(1);
  });

  it("cannot be adopted from a client of ours, linked to it or known by its external id", async () => {
    await store.links.confirm(aDesire({ externalId: "C-2" }), anOrganization());
    await runInto("name-taken", { organization });
    const linked = decisionsOf(await only());
    await store.links.forget("C-2");
    await store.db.deleteFrom("conflicts").execute();
    await store.work.doubt({ kind: "reconcile-client", key: "C-1" });
    await runInto("name-taken", { organization: { ...organization, externalId: "C-2" } });

    expect(linked).toEqual(["rename", "ignore"]);
    expect(decisionsOf(await only())).toEqual(["rename", "ignore"]);
  });

  it("is over by adopting: the client remembers it, and is looked at at once", async () => {
    await runInto("name-taken", { organization });

    const resolved = await conflicts().resolve((await only()).id, "adopt", act);

    expect(resolved).toMatchObject({
      choices: [],
      decided: { decision: "adopt", by: "pat", reason: "they asked for it", at: expect.any(Date) },
    });
    expect(await keptOf()).toEqual({ adopt: 7001 });
    expect(await workOf(store)).toMatchObject({
      state: "pending",
      urgency: "live",
      attempts: 0,
      cause: null,
      version: 2n,
    });
    expect(woken).toEqual([{ kind: "reconcile-client", key: "C-1" }]);
    expect(await openOnes()).toEqual([]);
  });

  it("is over by renaming, and that is in the history", async () => {
    await runInto("name-taken", { organization });

    await conflicts().resolve((await only()).id, "rename", act, " Acme West ");

    expect(await keptOf()).toEqual({ name: { instead: "Acme", use: "Acme West" } });
    expect(await store.db.selectFrom("history").selectAll().execute()).toMatchObject([
      {
        client_id: "C-1",
        what: "conflict.resolved",
        actor: "pat",
        reason: "they asked for it",
        change: { cause: "name-taken", decision: "rename", name: "Acme West" },
      },
    ]);
  });

  it.each([
    ["", "renaming needs a name"],
    ["ACME", '"ACME" is what organization 7001 is called'],
    ["bcme ", 'client C-2 is called "bcme" already'],
  ])("cannot be renamed %j", async (name, message) => {
    await runInto("name-taken", { organization });

    const renaming = conflicts().resolve((await only()).id, "rename", act, name);

    await expect(renaming).rejects.toThrow(new Unfit(message));
    expect(await openOnes()).toHaveLength(1);
    expect(woken).toEqual([]);
  });

  it("cannot be renamed to what another client was renamed to; what that one was called before is free", async () => {
    await sql`
      update clients set decisions = '{"name": {"instead": "Bcme", "use": "Bcme East"}}'
      where client_id = 'C-2'`.execute(store.db);
    await runInto("name-taken", { organization });
    const { id } = await only();

    await expect(conflicts().resolve(id, "rename", act, "BCME East")).rejects.toThrow(Unfit);
    expect(await conflicts().resolve(id, "rename", act, "Bcme")).toMatchObject({
      decided: { decision: "rename" },
    });
  });

  it("that is ignored rests until the next message", async () => {
    await runInto("name-taken", { organization });

    await conflicts().resolve((await only()).id, "ignore", act);
    const ignored = await workOf(store);
    await store.inbox.accept(aMessage("msg_2", { vertical: "Retail" }, { occurredAt: at(1) }));

    expect(ignored).toMatchObject({ state: "discarded", version: 1n });
    expect(woken).toEqual([]);
    expect(await workOf(store)).toMatchObject({ state: "pending" });
    await runInto("name-taken", { organization });
    expect(await openOnes()).toHaveLength(1);
  });
});

describe("an organization that is linked to another client", () => {
  it("is taken from it when it does not bear its external id: both are looked at", async () => {
    await finish(store);
    await store.links.confirm(aDesire({ externalId: "C-2" }), anOrganization());
    await store.work.doubt({ kind: "reconcile-client", key: "C-1" });
    await runInto("organization-shared", {
      organization: { ...organization, externalId: "C-1" },
      otherClientId: "C-2",
    });

    await conflicts().resolve((await only()).id, "adopt", act);

    expect(await store.links.find("C-2")).toBeUndefined();
    expect(woken.map(({ key }) => key).toSorted()).toEqual(["C-1", "C-2"]);
    expect(await workOf(store, "C-2")).toMatchObject({ state: "pending" });
  });
});

describe("an organization that was deleted", () => {
  it("is created again once a person says so: the link to the former one is forgotten", async () => {
    await store.links.confirm(aDesire(), anOrganization());
    await runInto("organization-deleted", { ownOrganizationId: 7001 });

    const { id, choices } = await only();
    await conflicts().resolve(id, "restore", act);

    expect(choices.map(({ decision }) => decision)).toEqual(["restore", "ignore"]);
    expect(await store.links.find("C-1")).toBeUndefined();
    expect(await workOf(store)).toMatchObject({ state: "pending" });
  });
});

describe("a manual edit that was found and left", () => {
  async function find(name: string): Promise<void> {
    const edited = anOrganization({ name });
    await store.links.confirm(aDesire(), edited, {
      what: "organization.edited",
      at: DateTime.utc(),
      before: null,
      after: edited,
      change: { name: "Acme" },
    });
  }

  it("is shown with what accounting says and what Zendesk has; the work goes on", async () => {
    await finish(store);
    await find("Acme by hand");

    expect(await only()).toMatchObject({
      cause: "manual-edit",
      message: 'organization 7001 was changed by hand: name "Acme by hand" instead of "Acme"',
      sides: [
        { title: "Accounting", values: { name: "Acme" } },
        { title: "Zendesk", values: { name: "Acme by hand" } },
      ],
    });
    expect(decisionsOf(await only())).toEqual(["restore", "ignore"]);
    expect(await workOf(store)).toMatchObject({ state: "ok" });
  });

  it("is one conflict however often it is found, and is over when somebody undoes it", async () => {
    await find("Acme by hand");
    await find("Acme by hand");
    const found = await openOnes();
    await store.links.confirm(aDesire(), anOrganization());

    expect(found).toHaveLength(1);
    expect(await openOnes()).toEqual([]);
  });

  it("stays while accounting says something else that does not touch it", async () => {
    await find("Acme by hand");
    await store.links.confirm(aDesire({ fields: {} }), anOrganization({ name: "Acme by hand" }));

    expect(await openOnes()).toHaveLength(1);
  });

  it("is undone once a person says so: what was agreed is forgotten, and all that differs is written", async () => {
    await find("Acme by hand");

    await conflicts().resolve((await only()).id, "restore", act);

    expect(await store.links.find("C-1")).toMatchObject({ organizationId: 7001, confirmed: null });
    expect(await workOf(store)).toMatchObject({ state: "pending", urgency: "live" });
  });

  it("that is ignored is not told again, and another one is", async () => {
    await finish(store);
    await find("Acme by hand");
    await conflicts().resolve((await only()).id, "ignore", act);

    await find("Acme by hand");
    const again = await openOnes();
    const told = await store.db
      .selectFrom("history")
      .select("what")
      .where("what", "=", "organization.edited")
      .execute();
    await find("Acme by another hand");

    expect(again).toEqual([]);
    expect(await only()).toMatchObject({ message: expect.stringContaining("Acme by another hand") });
    expect(await workOf(store)).toMatchObject({ state: "ok" });
    expect(told).toHaveLength(1);
  });
});

describe("a domain of two clients", () => {
  const say = async (clientId: string, domains: readonly string[], minute: number): Promise<void> => {
    await store.inbox.accept(
      aMessage(`msg_${clientId}_${minute}`, { clientId, domains }, { occurredAt: at(minute) }),
    );
  };

  it("is a conflict of the later one, whatever order the messages come in; the work of both goes on", async () => {
    await say("C-1", ["acme.example", "acme.test"], 9);
    await say("C-2", ["ACME.example"], 5);

    expect(await only()).toMatchObject({
      clientId: "C-1",
      cause: "domain-shared",
      message: "acme.example of client C-1 is also of client C-2",
      sides: [
        { title: "Client C-1", values: { name: "Acme", "shared domains": "acme.example" } },
        { title: "Client C-2", values: { name: "Bcme", "shared domains": "acme.example" } },
      ],
    });
    expect(decisionsOf(await only())).toEqual(["withhold", "ignore"]);
    expect(await workOf(store)).toMatchObject({ state: "pending" });
  });

  it("is found among the clients of one message", async () => {
    await store.inbox.accept(
      aMessage("msg_2", [
        { clientId: "C-3", name: "Ccme", segment: "VIP", domains: ["one.example"] },
        { clientId: "C-4", name: "Dcme", segment: "VIP", domains: ["one.example"] },
      ]),
    );

    expect(await only()).toMatchObject({ clientId: "C-4" });
  });

  it("is over when either has it no longer", async () => {
    await say("C-1", ["acme.example"], 1);
    await say("C-2", ["acme.example"], 2);
    const found = await openOnes();
    await say("C-1", [], 3);

    expect(found).toHaveLength(1);
    expect(await openOnes()).toEqual([]);
  });

  it("is found when both get it at the same moment", async () => {
    const message = (clientId: string) =>
      aMessage(`msg_${clientId}`, { clientId, domains: ["one.example"] }, { occurredAt: at(1) });

    const { second } = await store.db.transaction().execute(async (tx) => {
      await recordMessagesIn(tx, [message("C-1")]);
      const recording = store.inbox.accept(message("C-2"));
      await somebodyWaits(store.db);
      return { second: recording };
    });
    await second;

    expect(await only()).toMatchObject({
      message: "one.example of client C-2 is also of client C-1",
    });
  });

  it("says nothing of what the earlier one shares with somebody else", async () => {
    await store.inbox.accept(
      aMessage("msg_2", { clientId: "C-3", name: "Ccme", segment: "VIP", domains: ["ccme.example"] }),
    );
    await say("C-2", ["bcme.example", "ccme.example"], 1);
    await say("C-1", ["bcme.example"], 2);

    expect((await openOnes()).map(({ message }) => message)).toEqual([
      "ccme.example of client C-2 is also of client C-3",
      "bcme.example of client C-1 is also of client C-2",
    ]);
  });

  it("is over by withholding it from the later one", async () => {
    await say("C-1", ["acme.example"], 1);
    await say("C-2", ["acme.example", "bcme.example"], 2);

    await conflicts().resolve((await only()).id, "withhold", act);
    await say("C-2", ["acme.example", "ccme.example"], 3);

    expect(await keptOf("C-2")).toEqual({ withheldDomains: ["acme.example"] });
    expect(await openOnes()).toEqual([]);
    expect(await conflicts().listDuplicates()).toEqual([]);
  });

  it("that is ignored is not told again until what they share is something else", async () => {
    await say("C-1", ["acme.example", "acme.test"], 1);
    await say("C-2", ["acme.example"], 2);
    await conflicts().resolve((await only()).id, "ignore", act);

    await say("C-2", ["acme.example", "bcme.example"], 3);
    const again = await openOnes();
    await say("C-2", ["acme.example", "acme.test"], 4);

    expect(again).toEqual([]);
    expect(await openOnes()).toHaveLength(1);
  });

  it("stands beside a name that is taken, and stays when that is settled", async () => {
    await say("C-1", ["acme.example"], 5);
    await say("C-2", ["acme.example"], 2);
    await runInto("name-taken");
    const both = (await openOnes()).map(({ cause }) => cause);
    await store.work.doubt({ kind: "reconcile-client", key: "C-1" });
    const lease = await store.work.take({ kind: "reconcile-client", key: "C-1" });
    await store.work.settleAll([{ lease: lease!, ending: { kind: "done" } }]);

    expect(both).toEqual(["domain-shared", "name-taken"]);
    expect((await openOnes()).map(({ cause }) => cause)).toEqual(["domain-shared"]);
  });
});

describe("the list of conflicts", () => {
  it("goes page by page, oldest first", async () => {
    await runInto("name-taken", {}, "C-2");
    await runInto("name-taken", {}, "C-1");

    const first = await conflicts().list({ limit: 1 });
    const second = await conflicts().list({ limit: 1, cursor: first.next });

    expect(first.rows.map(({ clientId }) => clientId)).toEqual(["C-2"]);
    expect(second.rows.map(({ clientId }) => clientId)).toEqual(["C-1"]);
    expect(second.next).toBeUndefined();
    await expect(conflicts().list({ limit: 1, cursor: "x" })).rejects.toThrow(BadCursor);
  });

  it("shows those that were opened before their sides were kept", async () => {
    await store.db
      .insertInto("conflicts")
      .values({ client_id: "C-1", cause: "name-taken", detail: JSON.stringify({ message: "at odds" }) })
      .execute();

    expect(await only()).toMatchObject({ sides: [], organization: null });
    expect(decisionsOf(await only())).toEqual(["rename", "ignore"]);
  });
});

describe("a decision", () => {
  it("counts once: of two at the same time, one is told who was first", async () => {
    await runInto("name-taken", { organization });
    const { id } = await only();

    const both = await Promise.allSettled([
      conflicts().resolve(id, "adopt", act),
      conflicts().resolve(id, "rename", { ...act, operator: "kim" }, "Acme West"),
    ]);

    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const [late] = both.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
    expect(late).toBeInstanceOf(NotNow);
    expect(late.message).toMatch(/^conflict 1 was decided by (pat: adopt|kim: rename)$/);
    expect(woken).toHaveLength(1);
  });

  it("waits for the attempt under way, which would undo it without a word", async () => {
    await runInto("name-taken", { organization });
    await store.work.doubt({ kind: "reconcile-client", key: "C-1" });
    const lease = await store.work.take({ kind: "reconcile-client", key: "C-1" });
    const { id } = await only();

    await expect(conflicts().resolve(id, "rename", act, "Acme West")).rejects.toThrow(
      new NotNow("client C-1 is being looked at right now: decide again in a few seconds"),
    );
    await store.work.settleAll([
      {
        lease: lease!,
        ending: { kind: "retry", cause: "zendesk-timeout", detail: { message: "" }, afterMs: 1000 },
      },
    ]);
    expect(await conflicts().resolve(id, "rename", act, "Acme West")).toMatchObject({
      decided: { decision: "rename" },
    });
  });

  it("to ignore does not count while the client is looked at again anyway", async () => {
    await runInto("name-taken", { organization });
    await store.work.doubt({ kind: "reconcile-client", key: "C-1" });
    const { id } = await only();

    await expect(conflicts().resolve(id, "ignore", act)).rejects.toThrow(
      new NotNow("client C-1 is being looked at again: wait until that is over"),
    );
    expect(await openOnes()).toHaveLength(1);
  });

  it("to ignore counts for a job that was discarded, too", async () => {
    await runInto("name-taken", { organization });
    await sql`update work set state = 'discarded' where key = 'C-1'`.execute(store.db);

    await conflicts().resolve((await only()).id, "ignore", act);

    expect(await openOnes()).toEqual([]);
  });

  it("is not carried out on another client than was seen", async () => {
    await store.links.confirm(aDesire({ externalId: "C-2" }), anOrganization());
    await runInto("organization-shared", {
      organization: { ...organization, externalId: "C-1" },
      otherClientId: "C-2",
    });
    const { id } = await only();

    const { deciding } = await store.db.transaction().execute(async (tx) => {
      await sql`select 1 from clients where client_id = 'C-1' for update`.execute(tx);
      const resolving = Promise.allSettled([conflicts().resolve(id, "adopt", act)]);
      await somebodyWaits(store.db);
      await store.inbox.accept(aMessage("msg_2", { clientId: "C-3", name: "Ccme", segment: "VIP" }));
      await sql`update organization_links set client_id = 'C-3'`.execute(tx);
      await sql`update conflicts set about = about || '{"otherClientId": "C-3"}'`.execute(tx);
      return { deciding: resolving };
    });

    expect(await deciding).toEqual([
      {
        status: "rejected",
        reason: new NotNow(`conflict ${id} is with another client by now: look at it again`),
      },
    ]);
    expect(await openOnes()).toHaveLength(1);
  });

  it("comes too late when what was at odds agrees by now", async () => {
    await runInto("name-taken");
    const { id } = await only();
    await sql`update conflicts set closed_at = now()`.execute(store.db);

    await expect(conflicts().resolve(id, "ignore", act)).rejects.toThrow(NotNow);
  });

  it("that is none of its choices is refused, with what there is", async () => {
    await runInto("name-taken", { organization });

    await expect(conflicts().resolve("1", "restore", act)).rejects.toThrow(
      new Unfit('conflict 1 cannot be decided by "restore": there are adopt, rename, ignore'),
    );
  });

  it.each(["404", "nonsense", "99999999999999999999"])("about nothing (%s) is refused", async (id) => {
    await expect(conflicts().resolve(id, "ignore", act)).rejects.toThrow(NoSuch);
    expect(await conflicts().find(id)).toBeUndefined();
  });
});

describe("duplicates", () => {
  it("are clients of one name but for case and punctuation, and clients of one domain", async () => {
    await store.inbox.accept(
      aMessage("msg_2", [
        { clientId: "C-3", name: "ÄCME, Inc.", segment: "VIP", domains: ["a.example"] },
        { clientId: "C-4", name: "äcme inc", segment: "VIP", domains: ["A.example", "b.example"] },
        { clientId: "C-5", name: "!!!", segment: "VIP" },
        { clientId: "C-6", name: "???", segment: "VIP" },
      ]),
    );
    const clients = [
      { id: "C-3", name: "ÄCME, Inc." },
      { id: "C-4", name: "äcme inc" },
    ];

    expect(await conflicts().listDuplicates()).toEqual([
      { because: "same-domain", shared: "a.example", clients },
      { because: "same-name", shared: "äcmeinc", clients },
    ]);
  });
});

describe("open conflicts", () => {
  it("are listed and counted by their causes, page by page", async () => {
    await sql`
      insert into conflicts (client_id, cause, detail, closed_at) values
        ('C-1', 'manual-edit', '{"message": "edited"}', null), ('C-1', 'name-taken', '{"message": "taken"}', null),
        ('C-2', 'name-taken', '{"message": "taken"}', now()), ('C-2', 'organization-deleted', '{"message": "gone"}', null)`.execute(
      store.db,
    );
    const causes = ["name-taken", "organization-deleted"];

    const first = await conflicts().list({ limit: 1 }, causes);
    const second = await conflicts().list({ limit: 1, cursor: first.next }, causes);

    expect([first, second].map(({ rows }) => rows.map(({ cause }) => cause))).toEqual([
      ["name-taken"],
      ["organization-deleted"],
    ]);
    expect(second.next).toBeUndefined();
    expect([await conflicts().count(causes), await conflicts().count()]).toEqual([2, 3]);
  });
});
