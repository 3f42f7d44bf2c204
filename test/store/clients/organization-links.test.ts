import { DateTime } from "luxon";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import type { OrganizationWrite } from "../../../src/jobs/ports.ts";
import { applyStatements } from "../../../src/store/inbox/apply-statements.ts";
import { aDesire, anOrganization, at } from "../../support/builders.ts";
import { empty, freshStore, type Store } from "../fresh-store.ts";
import { aMessage } from "../messages.ts";

let store: Store;
beforeAll(async () => (store = await freshStore()));
beforeEach(async () => {
  await empty(store);
  await store.inbox.accept(
    aMessage("msg_1", [
      { clientId: "C-1", name: "Acme", segment: "VIP" },
      { clientId: "C-2", name: "Bcme", segment: "SMB" },
    ]),
  );
});
afterAll(async () => await store[Symbol.asyncDispose]());

function aWrite(second: number, other: Partial<OrganizationWrite> = {}): OrganizationWrite {
  return {
    what: "organization.updated",
    at: DateTime.fromObject({ year: 2026, month: 11, day: 20, hour: 15, second }, { zone: "utc" }),
    before: anOrganization({ name: "Acme Ltd" }),
    after: anOrganization(),
    change: { name: "Acme" },
    ...other,
  };
}

async function ownerOf(organizationId: number): Promise<string | undefined> {
  const row = await store.db
    .selectFrom("organization_links")
    .select("client_id")
    .where("organization_id", "=", BigInt(organizationId))
    .executeTakeFirst();
  return row?.client_id;
}

describe("a client whose organization we know", () => {
  it("is linked to it, with what Zendesk agreed to", async () => {
    const desire = aDesire({
      domainNames: ["acme.example"],
      fields: { client_vertical: `"Care" \\ 👩‍👩‍👧`, seo_analyst: null },
    });

    await store.links.confirm(desire, anOrganization({ id: 7001 }));

    expect(await store.links.find("C-1")).toEqual({
      organizationId: 7001,
      confirmed: desire,
      isDoubted: false,
      writes: [],
    });
    expect(await ownerOf(7001)).toBe("C-1");
  });

  it("is agreed on no longer as far as it is about to be written, until that is confirmed", async () => {
    const desire = aDesire({
      domainNames: ["acme.example"],
      fields: { seo_analyst: null, da_analyst: "Kim Wu" },
    });
    await store.links.confirm(desire, anOrganization({ id: 7001 }));
    const agreed = async () => (await store.links.find("C-1"))?.confirmed;

    await store.links.unconfirmAll([
      { clientId: "C-1", change: { fields: { seo_analyst: "Dana Fox" } } },
      { clientId: "C-2", change: { name: "not linked" } },
    ]);
    expect(await agreed()).toEqual({ ...desire, fields: { da_analyst: "Kim Wu" } });

    await store.links.unconfirm("C-1", { name: "Acme Ltd", domainNames: ["acme.example", "b.example"] });
    expect(await agreed()).toEqual({
      ...desire,
      name: "",
      domainNames: [],
      fields: { da_analyst: "Kim Wu" },
    });

    await store.links.confirm(desire, anOrganization({ id: 7001 }));
    expect(await agreed()).toEqual(desire);
  });

  it("may have an organization of a number beyond 32 bits", async () => {
    await store.links.confirm(aDesire(), anOrganization({ id: 9_007_199_254_740_991 }));

    expect((await store.links.find("C-1"))?.organizationId).toBe(9_007_199_254_740_991);
    expect(await ownerOf(9_007_199_254_740_991)).toBe("C-1");
  });

  it("is unlinked when the organization is gone, and only it", async () => {
    await store.links.confirm(aDesire(), anOrganization({ id: 7001 }));
    await store.links.confirm(aDesire({ externalId: "C-2" }), anOrganization({ id: 7002 }));

    await store.links.forget("C-1");

    expect(await store.links.find("C-1")).toBeUndefined();
    expect(await ownerOf(7001)).toBeUndefined();
    expect(await ownerOf(7002)).toBe("C-2");
  });

  it("may get another organization", async () => {
    await store.links.confirm(aDesire(), anOrganization({ id: 7001 }));

    await store.links.confirm(aDesire({ name: "Acme West" }), anOrganization({ id: 7009 }));

    expect(await store.links.find("C-1")).toMatchObject({
      organizationId: 7009,
      confirmed: { name: "Acme West" },
    });
    expect(await ownerOf(7001)).toBeUndefined();
  });

  it("does not share it: a second client is refused, and nothing is written", async () => {
    await store.links.confirm(aDesire(), anOrganization({ id: 7001 }), aWrite(1));

    const second = store.links.confirm(
      aDesire({ externalId: "C-2" }),
      anOrganization({ id: 7001 }),
      aWrite(2),
    );

    await expect(second).rejects.toThrow("unique");
    expect(await ownerOf(7001)).toBe("C-1");
    expect(await store.db.selectFrom("history").select("client_id").execute()).toEqual([
      { client_id: "C-1" },
    ]);
  });
});

describe("a client whose organization nobody knows", () => {
  it("has no link, and an organization that is not linked has no owner", async () => {
    expect(await store.links.find("C-1")).toBeUndefined();
    expect(await ownerOf(7001)).toBeUndefined();
    await store.links.forget("C-1");
  });
});

describe("our writes to an organization", () => {
  it("are remembered, the newest five in order", async () => {
    for (let second = 1; second <= 7; second += 1) {
      await store.links.confirm(aDesire(), anOrganization(), aWrite(second));
    }

    const link = await store.links.find("C-1");

    expect(link?.writes.map((write) => write.toISO())).toEqual([
      "2026-11-20T15:00:03.000Z",
      "2026-11-20T15:00:04.000Z",
      "2026-11-20T15:00:05.000Z",
      "2026-11-20T15:00:06.000Z",
      "2026-11-20T15:00:07.000Z",
    ]);
  });

  it("are still remembered when we only looked", async () => {
    await store.links.confirm(aDesire(), anOrganization(), aWrite(1));

    await store.links.confirm(aDesire({ name: "Acme West" }), anOrganization());

    expect((await store.links.find("C-1"))?.writes).toHaveLength(1);
  });

  it("are in the history, with both sides", async () => {
    await store.links.confirm(
      aDesire(),
      anOrganization(),
      aWrite(1, { what: "organization.created", before: null, change: aDesire() }),
    );
    await store.links.confirm(aDesire(), anOrganization(), aWrite(9));
    await store.links.confirm(aDesire(), anOrganization());

    const rows = await store.db.selectFrom("history").selectAll().orderBy("id").execute();

    expect(rows).toEqual([
      {
        id: 1n,
        at: new Date("2026-11-20T15:00:01Z"),
        client_id: "C-1",
        ticket_id: null,
        what: "organization.created",
        before: null,
        after: anOrganization(),
        change: aDesire(),
        actor: null,
        reason: null,
      },
      {
        id: 2n,
        at: new Date("2026-11-20T15:00:09Z"),
        client_id: "C-1",
        ticket_id: null,
        what: "organization.updated",
        before: anOrganization({ name: "Acme Ltd" }),
        after: anOrganization(),
        change: { name: "Acme" },
        actor: null,
        reason: null,
      },
    ]);
  });

  it("do not wait for a message about the client that is being stored", async () => {
    const { statements } = aMessage("msg_1", { vertical: "Retail" }, { occurredAt: at(1) });

    const first = await store.db.transaction().execute(async (tx) => {
      await applyStatements(
        tx,
        statements.map((statement) => ({ ...statement, source: "accounting" })),
      );
      return await Promise.race([
        store.links.confirm(aDesire(), anOrganization(), aWrite(1)).then(() => "the write"),
        new Promise((resolve) => setTimeout(resolve, 2000, "the message")),
      ]);
    });

    expect(first).toBe("the write");
  });
});

describe("many organizations", () => {
  const two = [
    { desired: aDesire(), organization: anOrganization({ id: 7001 }), write: aWrite(1) },
    { desired: aDesire({ externalId: "C-2" }), organization: anOrganization({ id: 7002 }) },
  ];

  it("are linked together as each would be alone", async () => {
    await store.links.confirmAll(two);

    const links = await store.links.list(["C-1", "C-2", "C-404"]);
    expect([...links.keys()].toSorted()).toEqual(["C-1", "C-2"]);
    expect(links.get("C-1")).toEqual(await store.links.find("C-1"));
    expect(links.get("C-1")).toMatchObject({ organizationId: 7001, confirmed: aDesire() });
    expect(links.get("C-1")?.writes).toHaveLength(1);
    expect(links.get("C-2")).toMatchObject({ organizationId: 7002, writes: [] });
    expect(await store.db.selectFrom("history").select(["client_id", "what"]).execute()).toEqual([
      { client_id: "C-1", what: "organization.updated" },
    ]);
  });

  it("have owners, as far as they are linked", async () => {
    await store.links.confirmAll(two);

    const owners = await store.links.claimAll([
      { clientId: "C-9", organizationId: 7002 },
      { clientId: "C-9", organizationId: 7001 },
      { clientId: "C-9", organizationId: 9_007_199_254_740_991 },
    ]);

    expect(owners).toEqual(
      new Map([
        [7001, "C-1"],
        [7002, "C-2"],
      ]),
    );
  });

  it("are remembered with their newest five writes", async () => {
    for (let second = 1; second <= 7; second += 1) {
      await store.links.confirmAll([{ ...two[0]!, write: aWrite(second) }, two[1]!]);
    }

    const link = (await store.links.list(["C-1"])).get("C-1");
    expect(link?.writes.map(({ second }) => second)).toEqual([3, 4, 5, 6, 7]);
  });

  it("are all linked or none: one that is another client's already refuses them", async () => {
    await store.links.confirm(aDesire({ externalId: "C-2" }), anOrganization({ id: 7001 }));

    await expect(
      store.links.confirmAll([
        { desired: aDesire(), organization: anOrganization({ id: 7001 }), write: aWrite(1) },
      ]),
    ).rejects.toThrow("unique");

    expect(await store.links.find("C-1")).toBeUndefined();
    expect(await store.db.selectFrom("history").select("id").execute()).toEqual([]);
  });

  it("may be none", async () => {
    await store.links.confirmAll([]);

    expect(await store.links.list([])).toEqual(new Map());
    expect(await store.links.claimAll([])).toEqual(new Map());
  });
});

it("an organization is remembered, whatever people wrote into it", async () => {
  const before = anOrganization({ name: "Acme \0 \ud83d" });

  await store.links.confirm(aDesire(), anOrganization(), aWrite(1, { before }));

  expect(await store.db.selectFrom("history").select("before").execute()).toMatchObject([
    { before: { name: "Acme  \ufffd" } },
  ]);
});

describe("an organization that is claimed", () => {
  it("is of whoever came first, and nothing of it is agreed on", async () => {
    expect(await store.links.claim({ clientId: "C-1", organizationId: 7001 })).toBe("C-1");

    expect(await store.links.claim({ clientId: "C-2", organizationId: 7001 })).toBe("C-1");
    expect(await store.links.claim({ clientId: "C-1", organizationId: 7001 })).toBe("C-1");
    expect(await store.links.find("C-1")).toMatchObject({ organizationId: 7001, confirmed: null });
    expect(await store.links.find("C-2")).toBeUndefined();
  });

  it("is of one of those that come at once", async () => {
    const clientIds = ["C-1", "C-2"];
    const owners = await Promise.all(
      Array.from({ length: 10 }, async (_, index) => {
        const both = [7001, 7002].map((organizationId) => ({
          clientId: clientIds[index % 2]!,
          organizationId,
        }));
        return await store.links.claimAll(both);
      }),
    );

    expect(new Set(owners.map((one) => one.get(7001))).size).toBe(1);
    expect(await ownerOf(7001)).toBe(owners[0]?.get(7001));
  });

  it("is nobody's when its client has another, or was forgotten", async () => {
    await store.links.confirm(aDesire(), anOrganization({ id: 7001 }));

    expect(await store.links.claim({ clientId: "C-1", organizationId: 7002 })).toBeUndefined();
    expect(await store.links.claim({ clientId: "C-9", organizationId: 7003 })).toBeUndefined();
    expect(await store.links.find("C-1")).toMatchObject({ organizationId: 7001 });
    expect(await ownerOf(7003)).toBeUndefined();
  });

  it("stays as it was agreed on", async () => {
    await store.links.confirm(aDesire(), anOrganization({ id: 7001 }));

    await store.links.claim({ clientId: "C-1", organizationId: 7001 });

    expect(await store.links.find("C-1")).toMatchObject({ confirmed: aDesire() });
  });
});
