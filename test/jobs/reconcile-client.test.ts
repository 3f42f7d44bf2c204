import { beforeEach, describe, expect, it } from "vitest";
import { LeaseLost, Rejected, Unreachable } from "../../src/jobs/refusals.ts";
import { at } from "../support/builders.ts";
import { type ClientWorld, clientWorld } from "./client-world.ts";

let world: ClientWorld;
beforeEach(() => {
  world = clientWorld();
});

/** The organization of client C-1 as it is after a first reconciling, long ago. */
async function synced(facts: Parameters<ClientWorld["tell"]>[0] = {}): Promise<number> {
  world.tell(facts);
  await world.reconcile();
  world.wait(3600);
  return world.zendesk.all()[0]?.id ?? 0;
}

describe("a client that nobody told us about", () => {
  it("is done without a call", async () => {
    expect(await world.reconcile("C-404")).toEqual({ kind: "done" });
    expect(world.zendesk.calls).toEqual([]);
  });

  it("is done without a call when only a reply came yet", async () => {
    const said = { value: "Dana Fox", occurredAt: at(0), messageId: "msg_1" };
    world.keep({ clientId: "C-1", fields: { seoAnalyst: said } });

    expect(await world.reconcile()).toEqual({ kind: "done" });
    expect(world.zendesk.calls).toEqual([]);
  });
});

describe("a new client", () => {
  it("gets its organization with two calls", async () => {
    world.tell({ name: "Acme", segment: "VIP", domains: ["acme.example"], vertical: "Senior Living" });

    expect(await world.reconcile()).toEqual({ kind: "done" });
    expect(world.zendesk.calls).toEqual(["findByExternalId C-1", "create C-1"]);
    expect(world.zendesk.all()).toEqual([
      {
        id: 7001,
        externalId: "C-1",
        name: "Acme",
        domainNames: ["acme.example"],
        fields: {
          client_segment: "segment_vip",
          client_service_level: "los_vip",
          client_vertical: "Senior Living",
          account_manager: null,
          seo_analyst: null,
          da_analyst: null,
          client_center_id: null,
          client_hub_urn: null,
        },
        updatedAt: expect.any(String),
      },
    ]);
  });

  it("is remembered as created, with the time of the write", async () => {
    world.tell({});

    await world.reconcile();

    expect(world.written).toEqual([
      {
        what: "organization.created",
        at: "2026-11-20T15:00:00.000Z",
        before: null,
        after: expect.objectContaining({ id: 7001, externalId: "C-1" }),
        change: {
          externalId: "C-1",
          name: "Acme",
          domainNames: [],
          fields: { client_segment: "segment_vip", client_service_level: "los_vip" },
        },
      },
    ]);
  });

  it("whose organization is there already is linked to it, with one call when it is as it should be", async () => {
    const fields = { client_segment: "segment_vip", client_service_level: "los_vip" };
    world.zendesk.createByHand({ externalId: "c-1", name: "Acme", fields });
    world.zendesk.createByHand({ externalId: "C-10", name: "Other" });
    world.tell({}, "c-1");

    expect(await world.reconcile("c-1")).toEqual({ kind: "done" });
    expect(world.zendesk.calls).toEqual(["findByExternalId c-1"]);
    expect(world.links.get("c-1")).toMatchObject({ organizationId: 7001, writes: [] });
    expect(world.written).toEqual([]);
  });

  it("whose segment is not in the catalogue is kept for a person, without a call", async () => {
    world.tell({ segment: "Platinum" });

    expect(await world.reconcile()).toEqual({
      kind: "cancel",
      cause: "catalogue",
      reason: 'segment "Platinum" is not in the service catalogue',
    });
    expect(world.zendesk.calls).toEqual([]);
  });

  it("whose service level is not in the catalogue is kept for a person, without a call", async () => {
    world.tell({ serviceLevel: "Diamond" });

    expect(await world.reconcile()).toEqual({
      kind: "cancel",
      cause: "catalogue",
      reason: 'service level "Diamond" is not in the service catalogue',
    });
    expect(world.zendesk.calls).toEqual([]);
  });
});

describe("a client that Zendesk agreed to", () => {
  it("costs no call", async () => {
    await synced();

    expect(await world.callsOf()).toEqual([]);
  });

  it("costs no call when it is told the same again", async () => {
    await synced({ accountManager: "Lee Park" });
    world.tell({ accountManager: "Lee Park" });

    expect(await world.callsOf()).toEqual([]);
  });

  it("costs two calls when something else is told, and only the difference is written", async () => {
    const id = await synced({ accountManager: "Lee Park", domains: ["acme.example"] });
    world.tell({ accountManager: "Kim Roe", seoAnalyst: "Dana Fox", domains: ["acme.example"] });

    expect(await world.callsOf()).toEqual([`findById ${id}`, `update ${id}`]);
    expect(world.written.at(-1)).toMatchObject({
      what: "organization.updated",
      at: "2026-11-20T16:00:00.000Z",
      before: { id, fields: { account_manager: "Lee Park", seo_analyst: null } },
      after: { id, fields: { account_manager: "Kim Roe", seo_analyst: "Dana Fox" } },
    });
    expect(world.written.at(-1)?.change).toEqual({
      fields: { account_manager: "Kim Roe", seo_analyst: "Dana Fox" },
    });
  });

  it("keeps the domains that people added, and gets the new ones", async () => {
    const id = await synced({ domains: ["acme.example"] });
    await world.zendesk.update(id, { domainNames: ["acme.example", "added-by-hand.example"] });
    world.tell({ domains: ["ACME.example", "new.example"] });

    await world.reconcile();

    expect(world.written.at(-1)?.change).toEqual({
      domainNames: ["acme.example", "added-by-hand.example", "new.example"],
    });
  });

  it("costs one call when somebody made the same change by hand", async () => {
    const id = await synced();
    await world.zendesk.update(id, { fields: { account_manager: "Kim Roe" } });
    world.tell({ accountManager: "Kim Roe" });

    expect(await world.callsOf()).toEqual([`findById ${id}`]);
    expect(await world.callsOf()).toEqual([]);
    expect(world.written).toHaveLength(1);
  });

  it("is looked at again when what was confirmed is taken back", async () => {
    const id = await synced();
    await world.zendesk.update(id, { fields: { client_service_level: "los_smb" } });
    world.links.set("C-1", { organizationId: id, confirmed: null, writes: [] });

    await world.reconcile();

    expect(world.written.at(-1)?.change).toEqual({ fields: { client_service_level: "los_vip" } });
  });
});

describe("an organization that was written a moment ago", () => {
  it("waits three seconds for company, without a call", async () => {
    world.tell({});
    await world.reconcile();
    world.tell({ accountManager: "Lee Park" });
    world.wait(1);

    const outcome = await world.reconcile();

    expect(outcome).toMatchObject({ kind: "snooze", cause: "gathering" });
    expect(outcome.kind === "snooze" && outcome.until.toISO()).toBe("2026-11-20T15:00:03.000Z");
    expect(world.zendesk.calls).toHaveLength(2);
  });

  it("is written when the three seconds are over", async () => {
    world.tell({});
    await world.reconcile();
    world.tell({ accountManager: "Lee Park" });
    world.wait(3);

    expect(await world.callsOf()).toEqual(["findById 7001", "update 7001"]);
  });

  it("is not waited for when there is nothing to write", async () => {
    world.tell({});
    await world.reconcile();

    expect(await world.reconcile()).toEqual({ kind: "done" });
  });

  it("is written at most four times a minute", async () => {
    const ends: string[] = [];
    for (let second = 0; second <= 64; second += 4) {
      world.tell({ accountManager: `Manager ${second}` });
      ends.push((await world.reconcile()).kind);
      world.wait(4);
    }

    expect(ends).toEqual([
      ...Array.from({ length: 4 }, () => "done"),
      ...Array.from({ length: 12 }, () => "snooze"),
      "done",
    ]);
    expect(world.zendesk.all()[0]?.fields["account_manager"]).toBe("Manager 64");
  });
});

describe("a name that is taken", () => {
  it("is adopted when the organization is nobody's and shares a domain", async () => {
    const id = world.zendesk.createByHand({ name: "ACME", domainNames: ["acme.example", "old.example"] }).id;
    world.tell({ name: "Acme", domains: ["acme.example"], accountManager: "Lee Park" });

    expect(await world.reconcile()).toEqual({ kind: "done" });
    expect(world.zendesk.calls).toEqual([
      "findByExternalId C-1",
      "create C-1",
      "listByName Acme",
      `update ${id}`,
    ]);
    expect(world.zendesk.all()).toMatchObject([
      {
        id,
        externalId: "C-1",
        name: "Acme",
        domainNames: ["acme.example", "old.example"],
        fields: { client_segment: "segment_vip", account_manager: "Lee Park" },
      },
    ]);
    expect(world.written).toMatchObject([{ what: "organization.adopted", before: { externalId: null } }]);
  });

  it("is a conflict when the organization shares no domain, and nothing is written", async () => {
    world.zendesk.createByHand({ name: "Acme", domainNames: ["elsewhere.example"] });
    world.tell({ name: "Acme", domains: ["acme.example"] });
    const before = world.zendesk.all();

    expect(await world.reconcile()).toEqual({
      kind: "conflict",
      cause: "name-taken",
      reason:
        'the name "Acme" is that of organization 7001: it has no external id and shares no domain with the client',
      exchange: { method: "POST", path: "/api/v2/organizations", status: 422 },
      about: {
        sides: [
          {
            title: "Client C-1",
            values: { name: "Acme", "external id": "C-1", domains: "acme.example" },
          },
          {
            title: "Organization 7001",
            values: { name: "Acme", "external id": null, domains: "elsewhere.example" },
          },
        ],
        organization: { id: 7001, name: "Acme", externalId: null, domainNames: ["elsewhere.example"] },
      },
    });
    expect(world.zendesk.all()).toEqual(before);
    expect(world.written).toEqual([]);
  });

  it("is a conflict when the organization belongs to another client", async () => {
    world.zendesk.createByHand({ externalId: "C-2", name: "Acme", domainNames: ["acme.example"] });
    world.tell({ name: "Acme", domains: ["acme.example"] });

    expect(await world.reconcile()).toMatchObject({
      kind: "conflict",
      cause: "name-taken",
      reason: 'the name "Acme" is that of organization 7001: it belongs to client C-2',
    });
  });

  it("and found nowhere when we look ends in Zendesk's refusal", async () => {
    const { id } = world.zendesk.createByHand({ name: "Acme" });
    world.tell({ name: "Acme" });
    world.zendesk.before("listByName", () => world.zendesk.removeByHand(id));

    await expect(world.reconcile()).rejects.toThrow(Rejected);
  });

  it("stops a renaming, and nothing is written", async () => {
    const id = await synced({ name: "Acme" });
    world.zendesk.createByHand({ externalId: "C-2", name: "Apex" });
    world.tell({ name: "Apex", accountManager: "Lee Park" });

    expect(await world.reconcile()).toMatchObject({
      kind: "conflict",
      cause: "name-taken",
      reason: `the name "Apex" is that of organization 7002: organization ${id} should be renamed to it`,
      about: { organization: { id: 7002 }, ownOrganizationId: id },
    });
    expect(world.zendesk.all()[0]).toMatchObject({ name: "Acme", fields: { account_manager: null } });
  });

  it("and found nowhere after a refused renaming ends in Zendesk's refusal", async () => {
    await synced({ name: "Acme" });
    const { id } = world.zendesk.createByHand({ name: "Apex" });
    world.tell({ name: "Apex" });
    world.zendesk.before("listByName", () => world.zendesk.removeByHand(id));

    await expect(world.reconcile()).rejects.toThrow(Rejected);
  });

  it("by the client's own organization is no conflict: a create that took effect after we gave up on it", async () => {
    world.tell({ name: "Acme", accountManager: "Lee Park" });
    world.zendesk.before("create", () => {
      world.zendesk.createByHand({
        externalId: "C-1",
        name: "Acme",
        fields: { client_segment: "segment_vip" },
      });
    });

    expect(await world.reconcile()).toEqual({ kind: "done" });
    expect(world.zendesk.all()).toMatchObject([
      { externalId: "C-1", name: "Acme", fields: { account_manager: "Lee Park" } },
    ]);
    expect(world.written).toMatchObject([{ what: "organization.updated" }]);
  });

  it("is not taken when only the external id is: the client's own organization under its former name", async () => {
    world.tell({ name: "Acme" });
    world.zendesk.before("create", () => {
      world.zendesk.createByHand({ externalId: "C-1", name: "Acme Inc." });
    });

    expect(await world.reconcile()).toEqual({ kind: "done" });
    expect(world.zendesk.calls).toEqual([
      "findByExternalId C-1",
      "create C-1",
      "findByExternalId C-1",
      "update 7001",
    ]);
    expect(world.zendesk.all()).toMatchObject([{ externalId: "C-1", name: "Acme" }]);
  });
});

describe("what an operator decided of a name that is taken", () => {
  it.each([
    ["nobody's, and shares no domain", null],
    ["of somebody who is no client of ours", "old-17"],
  ])("is to adopt the organization: it was %s", async (_, externalId) => {
    const { id } = world.zendesk.createByHand({ name: "Acme", ...(externalId && { externalId }) });
    world.tell({ name: "Acme", domains: ["acme.example"] });
    world.decide({ adopt: id });

    expect(await world.reconcile()).toEqual({ kind: "done" });
    expect(world.zendesk.all()).toMatchObject([{ id, externalId: "C-1", name: "Acme" }]);
    expect(world.written).toMatchObject([{ what: "organization.adopted" }]);
  });

  it("does not take an organization from another client of ours", async () => {
    const { id } = world.zendesk.createByHand({ externalId: "C-2", name: "Acme" });
    world.links.set("C-2", { organizationId: id, confirmed: null, writes: [] });
    world.tell({ name: "Acme" });
    world.decide({ adopt: id });

    expect(await world.reconcile()).toMatchObject({ kind: "conflict", cause: "organization-shared" });
    expect(world.zendesk.all()).toMatchObject([{ id, externalId: "C-2" }]);
  });

  it("holds for the organization that was chosen, and for no other one", async () => {
    world.zendesk.createByHand({ name: "Acme" });
    world.tell({ name: "Acme" });
    world.decide({ adopt: 404 });

    expect(await world.reconcile()).toMatchObject({ kind: "conflict", cause: "name-taken" });
  });

  it("is another name, until accounting calls the client otherwise", async () => {
    world.zendesk.createByHand({ name: "Acme" });
    world.tell({ name: "Acme" });
    world.decide({ name: { instead: "Acme", use: "Acme West" } });
    await world.reconcile();
    const renamed = world.zendesk.all()[1];
    world.wait(60);

    world.tell({ name: "Apex" });
    world.decide({ name: { instead: "Acme", use: "Acme West" } });
    await world.reconcile();

    expect(renamed).toMatchObject({ externalId: "C-1", name: "Acme West" });
    expect(world.zendesk.all()[1]).toMatchObject({ externalId: "C-1", name: "Apex" });
  });
});

describe("an organization that was deleted behind our back", () => {
  it("is created again when the client has news", async () => {
    const id = await synced();
    world.zendesk.removeByHand(id);
    world.tell({ accountManager: "Lee Park" });

    expect(await world.callsOf()).toEqual([`findById ${id}`, "findByExternalId C-1", "create C-1"]);
    expect(world.zendesk.all()).toMatchObject([
      { id: 7002, externalId: "C-1", fields: { account_manager: "Lee Park" } },
    ]);
    expect(world.links.get("C-1")?.organizationId).toBe(7002);
  });

  it("between our reading and our writing is created again by the next attempt", async () => {
    const id = await synced();
    world.tell({ accountManager: "Lee Park" });
    world.zendesk.before("update", () => world.zendesk.removeByHand(id));

    await expect(world.reconcile()).rejects.toMatchObject({ name: "BadAnswer", code: "zendesk-404" });
    expect(await world.reconcile()).toEqual({ kind: "done" });

    expect(world.zendesk.all()).toMatchObject([{ id: 7002, externalId: "C-1" }]);
  });

  it("is a conflict when the catalogue asks, for as long as it is gone, and nothing is written", async () => {
    const id = await synced();
    world.zendesk.removeByHand(id);
    world.askAboutDeleted();
    world.tell({ accountManager: "Lee Park" });

    const asked = {
      kind: "conflict",
      cause: "organization-deleted",
      reason: `organization ${id} "Acme" was deleted in zendesk`,
      about: { ownOrganizationId: id },
    };
    expect(await world.reconcile()).toMatchObject(asked);
    expect(await world.reconcile()).toMatchObject(asked);
    expect(world.zendesk.all()).toEqual([]);
  });

  it("is created again, though the catalogue asks, once its link is forgotten", async () => {
    const id = await synced();
    world.zendesk.removeByHand(id);
    world.askAboutDeleted();
    world.links.delete("C-1");

    expect(await world.reconcile()).toEqual({ kind: "done" });
    expect(world.zendesk.all()).toMatchObject([{ externalId: "C-1" }]);
  });

  it("among many is a conflict, too, and those around it are in step", async () => {
    const clientIds = Array.from({ length: 10 }, (_, index) => `C-${index + 1}`);
    for (const clientId of clientIds) world.tell({ name: `Acme ${clientId}` }, clientId);
    await world.reconcileAll(clientIds);
    world.wait(60);
    world.askAboutDeleted();
    world.zendesk.removeByHand(world.links.get("C-3")!.organizationId);
    for (const clientId of clientIds) world.tell({ name: `Acme ${clientId}`, vertical: "Care" }, clientId);

    const ends = await world.reconcileAll(clientIds);

    expect([...ends].filter(([, end]) => !("kind" in end) || end.kind !== "done")).toMatchObject([
      ["C-3", { kind: "conflict", cause: "organization-deleted" }],
    ]);
  });

  it("and made anew by hand is found by its external id, asked or not", async () => {
    const id = await synced();
    world.askAboutDeleted();
    world.zendesk.removeByHand(id);
    world.zendesk.createByHand({ externalId: "C-1", name: "Acme" });
    world.tell({ accountManager: "Lee Park" });

    expect(await world.callsOf()).toEqual([`findById ${id}`, "findByExternalId C-1", "update 7002"]);
  });
});

describe("an organization whose external id was changed by hand", () => {
  it("gets it back", async () => {
    const id = await synced();
    await world.zendesk.update(id, { externalId: "somebody" });
    world.tell({ accountManager: "Lee Park" });

    await world.reconcile();

    expect(world.written.at(-1)?.change).toEqual({
      externalId: "C-1",
      fields: { account_manager: "Lee Park" },
    });
  });
});

describe("two clients that meet in one organization", () => {
  it("are a conflict, and nothing is written: Zendesk compares external ids without case", async () => {
    const id = await synced();
    const before = world.zendesk.all();
    world.tell({ name: "Another Acme", segment: "SMB" }, "c-1");

    expect(await world.reconcile("c-1")).toMatchObject({
      kind: "conflict",
      cause: "organization-shared",
      reason: `organization ${id} "Acme" is already that of client C-1`,
      about: { organization: { id }, otherClientId: "C-1" },
    });
    expect(world.zendesk.all()).toEqual(before);
    expect(world.written).toHaveLength(1);
    expect(world.links.has("c-1")).toBe(false);
  });

  it("are a conflict when both would adopt it at once: one of them has it, as it was written", async () => {
    world.zendesk.createByHand({ name: "Acme", domainNames: ["acme.example"] });
    for (const clientId of ["C-1", "C-2"]) world.tell({ name: "Acme", domains: ["acme.example"] }, clientId);

    const ends = await Promise.all(["C-1", "C-2"].map(async (clientId) => await world.reconcile(clientId)));

    expect(ends.map(({ kind }) => kind).toSorted()).toEqual(["conflict", "done"]);
    const [organization] = world.zendesk.all();
    expect([...world.links]).toMatchObject([
      [organization!.externalId, { organizationId: organization!.id, confirmed: { name: "Acme" } }],
    ]);
  });

  it("are a conflict when an organization to adopt is linked to another client", async () => {
    const { id } = world.zendesk.createByHand({ name: "Acme", domainNames: ["acme.example"] });
    world.links.set("C-2", { organizationId: id, confirmed: null, writes: [] });
    world.tell({ name: "Acme", domains: ["acme.example"] });

    expect(await world.reconcile()).toMatchObject({ kind: "conflict", cause: "organization-shared" });
    expect(world.zendesk.all()).toMatchObject([{ id, externalId: null }]);
  });
});

describe("a client that another worker took over", () => {
  const lost = async (): Promise<never> => {
    throw new LeaseLost("the lease was lost");
  };

  it("is not created", async () => {
    world.tell({});

    await expect(world.reconcile("C-1", lost)).rejects.toThrow(LeaseLost);
    expect(world.zendesk.all()).toEqual([]);
  });

  it("is not updated", async () => {
    await synced();
    world.tell({ accountManager: "Lee Park" });

    await expect(world.reconcile("C-1", lost)).rejects.toThrow(LeaseLost);
    expect(world.zendesk.calls.at(-1)).toBe("findById 7001");
    expect(world.written).toHaveLength(1);
  });

  it("is not adopted", async () => {
    world.zendesk.createByHand({ name: "Acme", domainNames: ["acme.example"] });
    world.tell({ domains: ["acme.example"] });
    let holds = 0;

    const second = world.reconcile("C-1", async () => {
      holds += 1;
      if (holds === 2) await lost();
    });

    await expect(second).rejects.toThrow(LeaseLost);
    expect(world.zendesk.all()).toMatchObject([{ externalId: null }]);
  });
});

describe("a write whose answer was lost", () => {
  it("is found by the next attempt when it was a create, and nothing is written twice", async () => {
    world.tell({});
    world.zendesk.loseNextAnswer();
    await expect(world.reconcile()).rejects.toThrow(Unreachable);

    expect(await world.callsOf()).toEqual(["findByExternalId C-1"]);
    expect(world.zendesk.all()).toHaveLength(1);
    expect(await world.callsOf()).toEqual([]);
  });

  it("is found by the next attempt when it was an update, and nothing is written twice", async () => {
    const id = await synced();
    world.tell({ accountManager: "Lee Park" });
    world.zendesk.loseNextAnswer();
    await expect(world.reconcile()).rejects.toThrow(Unreachable);

    expect(await world.callsOf()).toEqual([`findById ${id}`]);
    expect(world.links.get("C-1")?.confirmed?.fields).toMatchObject({ account_manager: "Lee Park" });
  });
});

describe("a write whose answer was lost, when what was before it is wanted again", () => {
  it.each([
    ["a field", { accountManager: "Lee Park" }, { accountManager: "Dana Fox" }],
    ["the name", { name: "Acme Ltd", accountManager: "Dana Fox" }, { accountManager: "Dana Fox" }],
  ])("is undone: %s", async (_, between, before) => {
    const id = await synced(before);
    world.tell(between);
    world.zendesk.loseNextAnswer();
    await expect(world.reconcile()).rejects.toThrow(Unreachable);
    world.tell(before);

    expect(await world.callsOf()).toEqual([`findById ${id}`, `update ${id}`]);
    expect(world.zendesk.all()).toMatchObject([{ name: "Acme", fields: { account_manager: "Dana Fox" } }]);
    expect(await world.callsOf()).toEqual([]);
  });

  it("is undone when manual edits are only reported, and a manual edit stays", async () => {
    world.onManualEdit("report");
    const id = await synced({ accountManager: "Dana Fox" });
    world.tell({ accountManager: "Lee Park" });
    world.zendesk.loseNextAnswer();
    await expect(world.reconcile()).rejects.toThrow(Unreachable);
    await world.zendesk.update(id, { fields: { client_vertical: "by hand" } });
    world.tell({ accountManager: "Dana Fox" });

    await world.reconcile();

    const fields = { account_manager: "Dana Fox", client_vertical: "by hand" };
    expect(world.zendesk.all()).toMatchObject([{ fields }]);
  });
});

describe("an organization that is changed elsewhere between our reading and our writing", () => {
  it("is looked at again: an earlier write of ours may have come late", async () => {
    const id = await synced({ accountManager: "Dana Fox" });
    world.tell({ accountManager: "Lee Park" });
    world.zendesk.before("update", () => {
      throw new Unreachable("no answer", "zendesk-timeout");
    });
    await expect(world.reconcile()).rejects.toThrow(Unreachable);
    world.tell({ accountManager: "Dana Fox", seoAnalyst: "Kim Wu" });
    world.zendesk.before("update", () =>
      world.zendesk.editByHand(id, { fields: { account_manager: "Lee Park" } }),
    );

    expect(await world.reconcile()).toMatchObject({ kind: "snooze", cause: "organization-outdated" });
    expect(await world.reconcile()).toEqual({ kind: "done" });

    const fields = { account_manager: "Dana Fox", seo_analyst: "Kim Wu" };
    expect(world.zendesk.all()).toMatchObject([{ fields }]);
  });
});

describe("an option that Zendesk's dropdown does not have", () => {
  it("is not a name that is taken", async () => {
    world.tell({});
    world.zendesk.before("create", () => {
      throw new Rejected("zendesk answered 422", {
        status: 422,
        code: "zendesk-422:organization_fields",
        fields: { organization_fields: ["InvalidValue"] },
        exchange: { method: "POST", path: "/api/v2/organizations" },
      });
    });

    await expect(world.reconcile()).rejects.toMatchObject({ code: "zendesk-422:organization_fields" });
    expect(world.zendesk.calls).toEqual(["findByExternalId C-1", "create C-1"]);
  });

  it("is named when Zendesk's fields tell which it is", async () => {
    world.tell({});
    world.zendesk.removeField("client_segment");
    world.zendesk.before("create", () => {
      throw new Rejected("zendesk answered 422", {
        status: 422,
        code: "zendesk-422:organization_fields",
        fields: { organization_fields: ["InvalidValue"] },
        exchange: { method: "POST", path: "/api/v2/organizations" },
      });
    });

    expect(await world.reconcile()).toMatchObject({
      kind: "cancel",
      cause: "zendesk-422:organization_fields",
      reason: expect.stringMatching(/^organization field client_segment .* does not exist/),
    });
  });
});

describe("a field that Zendesk does not have", () => {
  it("is no success: a person is told which, and how to find out more", async () => {
    world.tell({ seoAnalyst: "Dana Fox" });
    world.zendesk.removeField("seo_analyst");

    const outcome = await world.reconcile();

    expect(outcome).toEqual({
      kind: "cancel",
      cause: "zendesk-ignored:seo_analyst",
      reason:
        "organization field seo_analyst (text) does not exist: los setup plan shows what is missing, los setup apply makes it",
    });
    expect(world.links.size).toBe(0);
  });
});
