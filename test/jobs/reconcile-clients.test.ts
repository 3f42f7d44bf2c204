import { beforeEach, describe, expect, it } from "vitest";
import type { ClientFacts } from "../../src/domain/clients/client.ts";
import type { End, Ends } from "../../src/jobs/ends.ts";
import { AccessLost, LeaseLost, Rejected, Throttled, Unreachable } from "../../src/jobs/refusals.ts";
import { at } from "../support/builders.ts";
import { type ClientWorld, clientWorld } from "./client-world.ts";

let world: ClientWorld;
beforeEach(() => {
  world = clientWorld();
});

function idsOf(count: number): string[] {
  return Array.from({ length: count }, (_none, index) => `C-${index + 1}`);
}

/** Accounting tells of so many clients. */
function tellAll(count: number, facts: Partial<ClientFacts> = {}): string[] {
  const clientIds = idsOf(count);
  for (const clientId of clientIds) world.tell({ name: `Client ${clientId}`, ...facts }, clientId);
  return clientIds;
}

/** So many clients whose organizations were made long ago; no call is remembered. */
async function synced(count: number): Promise<string[]> {
  const clientIds = tellAll(count);
  await world.reconcileAll(clientIds);
  world.wait(3600);
  return clientIds;
}

async function callsOf(
  clientIds: readonly string[],
  options?: Parameters<ClientWorld["reconcileAll"]>[1],
): Promise<{ ends: Ends; calls: readonly string[] }> {
  const before = world.zendesk.calls.length;
  const ends = await world.reconcileAll(clientIds, options);
  return { ends, calls: world.zendesk.calls.slice(before) };
}

/** How each key ended: the kind of its outcome, or the code or name of its error. */
function inShort(ends: Ends): Record<string, string> {
  const short = (end: End): string => {
    if (!(end instanceof Error)) return "cause" in end ? `${end.kind} ${end.cause}` : end.kind;
    return "code" in end ? String(end.code) : end.name;
  };
  return Object.fromEntries([...ends].map(([clientId, end]) => [clientId, short(end)]));
}

function each(clientIds: readonly string[], end: string): Record<string, string> {
  return Object.fromEntries(clientIds.map((clientId) => [clientId, end]));
}

const refusal = new Rejected("zendesk answered 422", {
  status: 422,
  code: "zendesk-422",
  fields: {},
  exchange: { method: "POST", path: "/api/v2/organizations/create_many" },
});

describe("a hundred new clients", () => {
  it("cost one read, one bulk job and one read back", async () => {
    const clientIds = tellAll(100);

    const { ends, calls } = await callsOf(clientIds);

    expect(calls).toEqual(["listByExternalIds 100", "createAll 100", "listByExternalIds 100"]);
    expect(inShort(ends)).toEqual(each(clientIds, "done"));
    expect(world.zendesk.all().map(({ externalId }) => externalId)).toEqual(clientIds);
  });

  it("are remembered as created", async () => {
    await world.reconcileAll(tellAll(100));

    expect(world.links.size).toBe(100);
    expect(world.written).toHaveLength(100);
    expect(world.written[0]).toEqual({
      what: "organization.created",
      at: "2026-11-20T15:00:00.000Z",
      before: null,
      after: expect.objectContaining({ id: 7001, externalId: "C-1" }),
      change: expect.objectContaining({ externalId: "C-1", name: "Client C-1" }),
    });
  });

  it("cost nothing the second time", async () => {
    const clientIds = await synced(100);

    const { ends, calls } = await callsOf(clientIds);

    expect(calls).toEqual([]);
    expect(inShort(ends)).toEqual(each(clientIds, "done"));
  });
});

describe("clients of all sorts", () => {
  it("share the calls as far as they are ordinary", async () => {
    await synced(6);
    for (const clientId of ["C-1", "C-2", "C-3"])
      world.tell({ name: `Client ${clientId}`, segment: "SMB" }, clientId);
    world.tell({ name: "Unheard", segment: "Platinum" }, "C-90");
    world.keep({
      clientId: "C-91",
      fields: { seoAnalyst: { value: "Dana Fox", occurredAt: at(0), messageId: "msg_1" } },
    });
    for (const clientId of ["C-7", "C-8"]) world.tell({ name: `Client ${clientId}` }, clientId);
    world.tell({ name: "Client C-9", segment: "SMB" }, "C-9");
    world.zendesk.createByHand({
      externalId: "C-9",
      name: "Client C-9",
      fields: { client_segment: "segment_smb", client_service_level: "los_smb" },
    });

    const { ends, calls } = await callsOf([...idsOf(9), "C-90", "C-91", "C-92"]);

    expect(inShort(ends)).toEqual({
      ...each([...idsOf(9), "C-91", "C-92"], "done"),
      "C-90": "cancel catalogue",
    });
    expect(calls).toEqual(["listByExternalIds 6", "createAll 2", "updateAll 3", "listByExternalIds 5"]);
    expect(world.zendesk.all()).toHaveLength(9);
    expect(world.written.slice(6).map(({ what }) => what)).toEqual([
      "organization.created",
      "organization.created",
      ...Array.from({ length: 3 }, () => "organization.updated"),
    ]);
  });

  it("are left alone while a burst gathers", async () => {
    const clientIds = tellAll(10);
    await world.reconcileAll(clientIds);
    tellAll(10, { segment: "SMB" });

    const { ends, calls } = await callsOf(clientIds);

    expect(calls).toEqual([]);
    expect(inShort(ends)).toEqual(each(clientIds, "snooze gathering"));
  });

  it("go one by one when they are four or fewer", async () => {
    const { ends, calls } = await callsOf(tellAll(4));

    expect(inShort(ends)).toEqual(each(idsOf(4), "done"));
    expect(calls).toHaveLength(8);
    expect(calls).not.toContainEqual(expect.stringContaining("All"));
  });

  it("go one by one when four or fewer of them have to be written", async () => {
    const clientIds = await synced(20);
    world.links.clear();
    world.tell({ name: "Client C-1", segment: "SMB" }, "C-1");
    world.tell({ name: "Client C-21" }, "C-21");

    const { ends, calls } = await callsOf([...clientIds, "C-21"]);

    expect(inShort(ends)).toEqual(each(idsOf(21), "done"));
    expect(calls.toSorted()).toEqual([
      "create C-21",
      "findByExternalId C-21",
      "findById 7001",
      "listByExternalIds 21",
      "update 7001",
    ]);
  });

  it("go on their own when they failed before", async () => {
    const { ends, calls } = await callsOf(tellAll(6), { attempts: 1, cause: "zendesk-bulk-left-out" });

    expect(inShort(ends)).toEqual(each(idsOf(6), "done"));
    expect(calls.filter((call) => call.startsWith("create "))).toHaveLength(6);
    expect(calls).toHaveLength(12);
  });

  it("whose organization is another client's by now are for a person", async () => {
    const clientIds = await synced(10);
    const [organization] = world.zendesk.all();
    world.links.clear();
    world.links.set("C-99", { organizationId: organization?.id ?? 0, confirmed: null, writes: [] });

    const { ends } = await callsOf(clientIds);

    expect(inShort(ends)).toEqual({ ...each(clientIds, "done"), "C-1": "conflict organization-shared" });
  });

  it("whose organization fields are missing in Zendesk are for a person", async () => {
    world.zendesk.removeField("client_vertical");
    for (const clientId of tellAll(5)) world.zendesk.createByHand({ externalId: clientId, name: clientId });
    world.tell({ name: "Client C-1", vertical: "Care" }, "C-1");

    const { ends } = await callsOf(idsOf(5));

    expect(inShort(ends)).toMatchObject({ "C-1": "cancel zendesk-ignored:client_vertical", "C-2": "done" });
  });

  it("whose ids differ in nothing but case do not take each other's organization", async () => {
    const clientIds = tellAll(6);
    world.tell({ name: "Another" }, "c-1");
    world.zendesk.createByHand({ externalId: "C-1", name: "Client C-1" });
    await world.reconcileAll(["C-1"]);
    world.links.clear();

    const { ends } = await callsOf([...clientIds, "c-1"]);

    const { "C-1": one, "c-1": other, ...others } = inShort(ends);
    expect(others).toEqual(each(clientIds.slice(1), "done"));
    expect(new Set([one, other])).toEqual(new Set(["conflict organization-shared", "done"]));
  });

  it("whose id was given to another organization by hand keep the one they are linked to", async () => {
    const clientIds = await synced(6);
    const own = world.links.get("C-1")?.organizationId ?? 0;
    await world.zendesk.update(own, { externalId: "given away" });
    world.zendesk.createByHand({ externalId: "C-1", name: "Somebody else" });
    tellAll(6, { segment: "SMB" });

    const { ends } = await callsOf(clientIds);

    expect(inShort(ends)).toEqual({ ...each(clientIds, "done"), "C-1": "zendesk-422:external_id" });
    expect(world.links.get("C-1")?.organizationId).toBe(own);
  });

  it("whose organizations are gone get new ones", async () => {
    const clientIds = await synced(6);
    tellAll(6, { segment: "SMB" });
    for (const { id } of world.zendesk.all()) world.zendesk.removeByHand(id);

    const { ends } = await callsOf(clientIds);

    expect(inShort(ends)).toEqual(each(clientIds, "done"));
    expect(world.zendesk.all()).toHaveLength(6);
  });
});

describe("a row that a bulk job left out", () => {
  it("is told so, the others are done, and it succeeds on its own", async () => {
    const clientIds = tellAll(10);
    world.zendesk.mishap({ kind: "leaves-out", externalIds: ["C-3", "C-7"] });

    const { ends } = await callsOf(clientIds);
    const { ends: nextEnds } = await callsOf(["C-3", "C-7"], { attempts: 1, cause: "zendesk-bulk-left-out" });

    const leftOut = "zendesk-bulk-left-out";
    expect(inShort(ends)).toEqual({ ...each(clientIds, "done"), "C-3": leftOut, "C-7": leftOut });
    expect(ends.get("C-3")).toMatchObject({
      name: "BadAnswer",
      message: "zendesk's bulk job left out client C-3",
      exchange: { method: "POST", path: "/api/v2/organizations/create_many" },
    });
    expect(inShort(nextEnds)).toEqual(each(["C-3", "C-7"], "done"));
    expect(world.zendesk.all()).toHaveLength(10);
  });

  it("hears its own refusal: the name is another organization's", async () => {
    const clientIds = tellAll(10);
    world.zendesk.createByHand({ name: "client c-3" });

    const { ends } = await callsOf(clientIds);
    const { ends: nextEnds } = await callsOf(["C-3"], { attempts: 1, cause: "zendesk-bulk-left-out" });

    expect(inShort(ends)).toEqual({ ...each(clientIds, "done"), "C-3": "zendesk-bulk-left-out" });
    expect(inShort(nextEnds)).toEqual({ "C-3": "conflict name-taken" });
  });

  it("is also one whose update was left out", async () => {
    const clientIds = await synced(10);
    tellAll(10, { segment: "SMB" });
    world.zendesk.mishap({ kind: "leaves-out", externalIds: ["C-2"] });

    const { ends } = await callsOf(clientIds);

    expect(inShort(ends)).toEqual({ ...each(clientIds, "done"), "C-2": "zendesk-bulk-left-out" });
    expect(ends.get("C-2")).toMatchObject({
      exchange: { method: "PUT", path: "/api/v2/organizations/update_many" },
    });
    expect(world.links.get("C-2")?.confirmed?.fields).not.toHaveProperty("client_segment");
  });

  it("is also one that another wrote over before we read it back", async () => {
    const clientIds = tellAll(10);
    world.zendesk.before("createAll", () => {
      world.zendesk.before("listByExternalIds", () => {
        const own = world.zendesk.all().find(({ externalId }) => externalId === "C-4");
        world.zendesk.removeByHand(own?.id ?? 0);
      });
    });

    expect(inShort(await world.reconcileAll(clientIds))).toMatchObject({ "C-4": "zendesk-bulk-left-out" });
  });
});

describe("a bulk job", () => {
  it("that fails halfway counts for what it did", async () => {
    const clientIds = tellAll(10);
    world.zendesk.mishap({ kind: "fails", afterShare: 0.6 });

    const { ends } = await callsOf(clientIds);

    expect(inShort(ends)).toEqual({
      ...each(clientIds.slice(0, 6), "done"),
      ...each(clientIds.slice(6), "zendesk-bulk-left-out"),
    });
  });

  it.each([
    ["throttled", new Throttled("zendesk answered 429: TooManyJobs", 60_000, "key"), "Throttled"],
    ["unreachable", new Unreachable("zendesk did not answer", "zendesk-timeout"), "zendesk-timeout"],
    [
      "without access",
      new AccessLost("zendesk answered 403", 403, { method: "POST", path: "/" }),
      "AccessLost",
    ],
  ])("that cannot be started (%s) is the end of its rows only", async (_why, err, end) => {
    await synced(5);
    tellAll(5, { segment: "SMB" });
    const fresh = ["C-6", "C-7"];
    for (const clientId of fresh) world.tell({ name: `Client ${clientId}` }, clientId);
    world.zendesk.mishap({ kind: "not-started", err });

    const { ends, calls } = await callsOf([...idsOf(7)]);

    expect(inShort(ends)).toEqual({ ...each(idsOf(5), "done"), ...each(fresh, end) });
    expect(calls).toEqual(["listByExternalIds 7", "createAll 2", "updateAll 5", "listByExternalIds 5"]);
  });

  it("that cannot be started costs no reading back when nothing else was written", async () => {
    const clientIds = tellAll(10);
    world.zendesk.mishap({ kind: "not-started", err: new Unreachable("away", "zendesk-503") });

    const { ends, calls } = await callsOf(clientIds);

    expect(inShort(ends)).toEqual(each(clientIds, "zendesk-503"));
    expect(calls).toEqual(["listByExternalIds 10", "createAll 10"]);
  });

  it("that is refused as a whole says nothing of each row, so each goes on its own", async () => {
    const clientIds = tellAll(10);
    world.zendesk.mishap({ kind: "not-started", err: refusal });

    const { ends } = await callsOf(clientIds);

    expect(inShort(ends)).toEqual(each(clientIds, "done"));
  });

  it("is not started by one who lost a lease", async () => {
    const clientIds = tellAll(10);
    const hold = async (): Promise<void> => {
      throw new LeaseLost("1 of 10 leases were lost");
    };

    const { ends, calls } = await callsOf(clientIds, { hold });

    expect(calls).toEqual(["listByExternalIds 10"]);
    expect(inShort(ends)).toEqual(each(clientIds, "LeaseLost"));
  });
});

describe("a read for all", () => {
  const away = (): never => {
    throw new Unreachable("zendesk did not answer", "zendesk-timeout");
  };

  it("that fails is the end of those that it was for", async () => {
    const clientIds = await synced(3);
    world.tell({ name: "Unheard", segment: "Platinum" }, "C-90");
    const fresh = ["C-4", "C-5", "C-6", "C-7", "C-8"];
    for (const clientId of fresh) world.tell({ name: `Client ${clientId}` }, clientId);
    world.zendesk.before("listByExternalIds", away);

    const { ends } = await callsOf([...clientIds, ...fresh, "C-90"]);

    expect(inShort(ends)).toEqual({
      ...each(clientIds, "done"),
      ...each(fresh, "zendesk-timeout"),
      "C-90": "cancel catalogue",
    });
  });

  it("that is refused leaves each to itself", async () => {
    const clientIds = tellAll(10);
    world.zendesk.before("listByExternalIds", () => {
      throw refusal;
    });

    expect(inShort(await world.reconcileAll(clientIds))).toEqual(each(clientIds, "done"));
  });

  it("that fails after the writing confirms nothing, and the next look finds all as it should be", async () => {
    const clientIds = tellAll(10);
    world.zendesk.before("createAll", () => world.zendesk.before("listByExternalIds", away));

    const { ends } = await callsOf(clientIds);
    const confirmed = world.links.size;
    const { ends: nextEnds } = await callsOf(clientIds, { attempts: 1, cause: "zendesk-bulk-left-out" });

    expect(inShort(ends)).toEqual(each(clientIds, "zendesk-timeout"));
    expect(confirmed).toBe(0);
    expect(inShort(nextEnds)).toEqual(each(clientIds, "done"));
    expect(world.zendesk.all()).toHaveLength(10);
  });
});

describe("no clients", () => {
  it("cost no call", async () => {
    expect(await callsOf([])).toEqual({ ends: new Map(), calls: [] });
  });
});

describe("a bulk job of which we never heard", () => {
  it("is undone when what was before it is wanted again", async () => {
    const clientIds = await synced(6);
    tellAll(6, { segment: "SMB" });
    world.zendesk.before("listByExternalIds", () =>
      world.zendesk.before("listByExternalIds", () => {
        throw new Unreachable("no answer", "zendesk-timeout");
      }),
    );
    await world.reconcileAll(clientIds);
    tellAll(6);

    const { ends, calls } = await callsOf(clientIds);

    expect(inShort(ends)).toEqual(each(clientIds, "done"));
    expect(calls).toEqual(["listByExternalIds 6", "updateAll 6", "listByExternalIds 6"]);
    const segments = world.zendesk.all().map(({ fields }) => fields["client_segment"]);
    expect(segments).toEqual(clientIds.map(() => "segment_vip"));
  });

  it("and that comes late, over a later one, is found by reading what came of that", async () => {
    const clientIds = await synced(6);
    tellAll(6, { daAnalyst: "Lee Park" });
    world.zendesk.before("listByExternalIds", () =>
      world.zendesk.before("listByExternalIds", () =>
        world.zendesk.editByHand(world.zendesk.all()[0]!.id, { fields: { client_segment: "segment_smb" } }),
      ),
    );

    const { ends } = await callsOf(clientIds);

    expect(inShort(ends)).toEqual({ ...each(clientIds, "done"), "C-1": "snooze organization-outdated" });
  });
});
