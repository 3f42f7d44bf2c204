import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

import { loadCatalogue } from "../../src/catalogue/load-catalogue.ts";
import type { Conflict, Conflicts } from "../../src/operations/conflict.ts";
import type { SandboxOptions } from "../../src/sandbox/sandbox.ts";
import { createConflicts } from "../../src/store/conflicts/conflicts.ts";
import { type Database, openDatabase } from "../../src/store/database.ts";
import { requestFullCompare } from "../../src/store/leases/full-compare.ts";
import { createOrganizationLinks } from "../../src/store/clients/organization-links.ts";
import { type Envelope, envelope, onboarding, post } from "../support/accounting.ts";
import { eventually, type Running, startRunning, temporaryFolder } from "../support/running.ts";

describe("an organization of the client's name that exists already", () => {
  it("is adopted when it is nobody's and shares a domain; what people wrote into it stays", async () => {
    await using running = await startRunning({
      sandbox: {
        organizations: [
          { name: "Acme C-1", domain_names: ["c-1.example", "acme.test"], notes: "Call Pat first" },
        ],
      },
    });

    await post(running.url, onboarding("C-1")[0]);

    const organization = await eventually("the adopted organization", () =>
      running.sandbox.account.organizations.list().find(({ external_id }) => external_id === "C-1"),
    );
    expect(running.sandbox.account.organizations.size).toBe(1);
    expect(organization).toMatchObject({
      name: "Acme C-1",
      domain_names: ["c-1.example", "acme.test"],
      notes: "Call Pat first",
      tags: expect.arrayContaining(["segment_vip", "los_vip"]),
    });
  });

  it("is left alone when it is another client's, and a person is asked; renaming the client solves it", async () => {
    await using running = await startRunning({
      sandbox: { organizations: [{ name: "ACME c-1 ", external_id: "C-9", domain_names: ["c-1.example"] }] },
    });
    const db = await openDatabase(running.env["DATABASE_URL"]!);
    const openConflicts = async () =>
      await db
        .selectFrom("conflicts")
        .select(["client_id", "cause"])
        .where("closed_at", "is", null)
        .execute();

    await post(running.url, onboarding("C-1")[0]);
    await eventually("a conflict", async () => (await openConflicts()).length === 1);

    expect(await openConflicts()).toEqual([{ client_id: "C-1", cause: "name-taken" }]);
    expect(running.sandbox.calls.filter(({ applied }) => applied)).toEqual([]);

    const renamed = { ...onboarding("C-1")[0].body, name: "Acme West", occurredAt: "2026-11-21T09:00:00Z" };
    await post(running.url, envelope("new-client", renamed));
    await eventually("its own organization", () => running.sandbox.account.organizations.size === 2);
    await eventually("no conflict", async () => (await openConflicts()).length === 0);
    await db.destroy();
  });
});

type Deciding = AsyncDisposable & {
  readonly running: Running;
  readonly db: Database;
  readonly conflicts: Conflicts;
  /** What Zendesk has of a client. */
  readonly organizationOf: (
    clientId: string,
  ) => ReturnType<Running["sandbox"]["account"]["organizations"]["get"]>;
  /** The only conflict, once there is one. */
  conflict(): Promise<Conflict>;
};

/** A service whose catalogue has people asked about everything, and what they decide with. */
async function startDeciding(sandbox: SandboxOptions = {}): Promise<Deciding> {
  await using opened = new AsyncDisposableStack();
  const folder = opened.use(await temporaryFolder());
  const catalogue = await readFile("config/service-levels.yaml", "utf8");
  await writeFile(
    join(folder.path, "service-levels.yaml"),
    catalogue
      .replace("on_manual_edit: restore", "on_manual_edit: report")
      .replace("on_deleted: restore", "on_deleted: ask"),
  );
  const running = opened.use(await startRunning({ sandbox, env: { CONFIG_DIR: folder.path } }));
  const db = await openDatabase(running.env["DATABASE_URL"]!);
  opened.defer(async () => await db.destroy());
  const conflicts = createConflicts(db, {
    catalogue: await loadCatalogue(folder.path),
    // The sweep finds what nobody wakes.
    wake: () => {},
    zendeskUrl: running.sandbox.url,
  });
  const all = opened.move();
  return {
    running,
    db,
    conflicts,
    organizationOf: (clientId) =>
      running.sandbox.account.organizations.list().find(({ external_id }) => external_id === clientId),
    conflict: async () =>
      await eventually("a conflict", async () => (await conflicts.list({ limit: 2 })).rows[0]),
    [Symbol.asyncDispose]: async () => await all.disposeAsync(),
  };
}

const act = { operator: "pat", reason: "asked the account manager" };

/** A new client of this name. */
function called(clientId: string, name: string): Envelope {
  const occurredAt = "2026-11-20T15:00:00Z";
  return envelope("new-client", { clientId, name, segment: "VIP", occurredAt });
}

describe("what an operator decides", () => {
  it("of two clients who want one name: the second is renamed, and both have their organizations", async () => {
    await using world = await startDeciding();
    const { running, conflicts, organizationOf } = world;
    await post(running.url, called("C-1", "Acme"));
    await eventually("the first organization", () => organizationOf("C-1"));
    await post(running.url, called("C-2", "ACME"));

    const conflict = await world.conflict();
    await conflicts.resolve(conflict.id, "rename", act, "Acme East");
    await eventually("the second organization", () => organizationOf("C-2"));
    await eventually("no conflict", async () => (await conflicts.count()) === 0);

    expect(conflict).toMatchObject({
      clientId: "C-2",
      cause: "name-taken",
      sides: [
        { title: "Client C-2", values: { name: "ACME", "external id": "C-2" } },
        { values: { name: "Acme", "external id": "C-1" } },
      ],
      choices: [{ decision: "rename", name: "ACME (C-2)" }, { decision: "ignore" }],
      exchange: { method: "POST", status: 422 },
    });
    expect(organizationOf("C-1")).toMatchObject({ name: "Acme" });
    expect(organizationOf("C-2")).toMatchObject({
      name: "Acme East",
      tags: expect.arrayContaining(["los_vip", "segment_vip"]),
    });
  });

  it("of an organization that may be another company's: it is adopted, and what people wrote into it stays", async () => {
    await using world = await startDeciding({ organizations: [{ name: "Acme", notes: "Call Pat first" }] });
    const { running, conflicts, organizationOf } = world;
    await post(running.url, called("C-1", "Acme"));

    await conflicts.resolve((await world.conflict()).id, "adopt", act);

    expect(await eventually("the adopted organization", () => organizationOf("C-1"))).toMatchObject({
      name: "Acme",
      notes: "Call Pat first",
      tags: expect.arrayContaining(["los_vip"]),
    });
    expect(running.sandbox.account.organizations.size).toBe(1);
  });

  it("of a manual edit: it is undone", async () => {
    await using world = await startDeciding();
    const { running, db, conflicts, organizationOf } = world;
    await post(running.url, onboarding("C-1")[0]);
    const created = await eventually("the organization", () => organizationOf("C-1"));
    running.sandbox.editOrganization(created.id, {
      organization_fields: { client_vertical: "by hand" },
    });
    await requestFullCompare(db);

    const conflict = await world.conflict();
    const left = organizationOf("C-1")?.organization_fields["client_vertical"];
    await conflicts.resolve(conflict.id, "restore", act);
    await eventually(
      "what accounting says",
      () => organizationOf("C-1")?.organization_fields["client_vertical"] === "Senior Living",
    );

    expect(left).toBe("by hand");
    expect(conflict).toMatchObject({
      cause: "manual-edit",
      sides: [
        { title: "Accounting", values: { client_vertical: "Senior Living" } },
        { title: "Zendesk", values: { client_vertical: "by hand" } },
      ],
    });
    expect(await conflicts.count()).toBe(0);
  });

  it("of an organization that somebody deleted: it is created again", async () => {
    await using world = await startDeciding();
    const { running, db, conflicts, organizationOf } = world;
    await post(running.url, onboarding("C-1")[0]);
    const { id } = await eventually("the organization", () => organizationOf("C-1"));
    await eventually("its link", async () => (await createOrganizationLinks(db).find("C-1")) !== undefined);
    running.sandbox.deleteOrganization(id);
    await requestFullCompare(db);

    const conflict = await world.conflict();
    const meanwhile = running.sandbox.account.organizations.size;
    await conflicts.resolve(conflict.id, "restore", act);
    const again = await eventually("a new organization", () => organizationOf("C-1"));

    expect(conflict).toMatchObject({ clientId: "C-1", cause: "organization-deleted" });
    expect(meanwhile).toBe(0);
    expect(again.id).not.toBe(id);
  });

  it("is to ignore it: nothing happens until the next message about the client", async () => {
    await using world = await startDeciding({ organizations: [{ name: "Acme C-1" }] });
    const { running, db, conflicts } = world;
    const [notification, reply] = onboarding("C-1");
    await post(running.url, notification);
    const conflict = await world.conflict();

    await conflicts.resolve(conflict.id, "ignore", act);
    const compared = await requestFullCompare(db);
    const open = await conflicts.count();
    await post(running.url, reply);
    const again = await world.conflict();

    expect(compared).toBe(0);
    expect(open).toBe(0);
    expect(again.id).not.toBe(conflict.id);
    expect(await conflicts.find(conflict.id)).toMatchObject({
      decided: { decision: "ignore", by: "pat", reason: "asked the account manager" },
    });
  });
});
