import { describe, expect, it, vi } from "vitest";

import type { Organization } from "../../src/sandbox/account.ts";
import { los } from "../support/command.ts";
import { type Desk, header, openDesk, soundRows, writesIn } from "./client-lists.ts";

/** Clients in step with Zendesk, some of whose organizations people have edited by hand since. */
async function editedDesk(): Promise<Desk> {
  const desk = await openDesk();
  const file = await desk.write([header, ...soundRows(120)]);
  expect(await los(["clients", "import", file], desk.env)).toMatchObject({ code: 0 });
  // The pace of an organization's writes is not what is looked at here.
  await desk.db.updateTable("organization_links").set({ writes: [] }).execute();
  const { sandbox } = desk;
  sandbox.editOrganization(organizationOf(desk, "C-7").id, { name: "Renamed by hand" });
  sandbox.editOrganization(organizationOf(desk, "C-8").id, {
    organization_fields: { account_manager: "Nobody" },
  });
  sandbox.editOrganization(organizationOf(desk, "C-9").id, {
    name: "Also renamed",
    domain_names: [],
    organization_fields: { client_segment: "segment_vip" },
  });
  desk.sandbox.forgetCalls();
  return desk;
}

function organizationOf({ sandbox }: Desk, clientId: string): Organization {
  const found = sandbox.account.organizations.list().find(({ external_id }) => external_id === clientId);
  if (!found) throw new Error(`no organization of ${clientId}`);
  return found;
}

describe("los clients reconcile", () => {
  it("finds manual edits, restores them, and says how many of what", async () => {
    await using desk = await editedDesk();

    const { code, out, err } = await los(["clients", "reconcile"], desk.env);

    expect(code).toBe(0);
    expect(err).toContain("120 known clients: 2 calls to read them, and about 4 more for each hundred");
    expect(err).toContain("120 of 120 clients");
    expect(out.split("\n")).toEqual([
      "restored after manual edits  3",
      "    C-7  Client 7",
      "    C-8  Client 8",
      "    C-9  Client 9",
      "unchanged                    117",
      "",
      "Fields that were written:",
      "    name                     2",
      "    account_manager          1",
      "    client_segment           1",
      "    domainNames              1",
    ]);
    expect(organizationOf(desk, "C-7").name).toBe("Client 7");
    expect(organizationOf(desk, "C-9")).toMatchObject({
      name: "Client 9",
      domain_names: ["c-9.example"],
      organization_fields: { client_segment: "segment_smb" },
    });
  });

  it("looks at one client alone", async () => {
    await using desk = await editedDesk();

    const { code, out } = await los(
      ["clients", "reconcile", "--client", "C-8", "--output", "json"],
      desk.env,
    );

    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      counts: { restored: 1, unchanged: 0 },
      fields: { account_manager: 1 },
    });
    expect(organizationOf(desk, "C-7").name).toBe("Renamed by hand");
  });

  it("as a dry run shows what differs, and changes nothing", async () => {
    await using desk = await editedDesk();
    desk.sandbox.deleteOrganization(organizationOf(desk, "C-10").id);
    const state = async () => [
      await desk.db.selectFrom("work").selectAll().orderBy("key").execute(),
      await desk.db.selectFrom("organization_links").selectAll().orderBy("client_id").execute(),
    ];
    const was = await state();

    const { code, out } = await los(["clients", "reconcile", "--dry-run"], desk.env);
    const json = await los(["clients", "reconcile", "--dry-run", "--output", "json"], desk.env);

    expect(code).toBe(2);
    expect(out).toContain('C-7 "Client 7"  name: Renamed by hand → Client 7\n');
    expect(out).toContain('C-8 "Client 8"  account_manager: Nobody → Lee Park\n');
    expect(out).toContain('C-9 "Client 9"  domain_names: (nothing) → c-9.example\n');
    expect(out).toContain('C-10 "Client 10"  no organization has its id');
    expect(out).toContain(
      "120 clients compared by 2 calls: 116 in step, 3 differ, 1 without an organization of their id",
    );
    expect(JSON.parse(json.out)).toMatchObject({ compared: 120, calls: 2, differs: 3, missing: 1 });
    expect(writesIn(desk.sandbox)).toEqual([]);
    expect(await state()).toEqual(was);
  });

  it("as a dry run that is stopped while Zendesk asks to wait says how far it came", async () => {
    await using desk = await editedDesk();
    desk.sandbox.tellFaults([{ kinds: ["429"], path: "/api/v2/organizations", retryAfterSeconds: 60 }]);

    const stopped = await los(["clients", "reconcile", "--dry-run"], desk.env, {
      onStop: (stop) => {
        void vi
          .waitUntil(() => desk.sandbox.calls.some(({ status }) => status === 429), { timeout: 20_000 })
          .then(stop);
        return { [Symbol.dispose]: () => {} };
      },
    });

    expect(stopped).toMatchObject({
      code: 1,
      out: expect.stringContaining("0 clients compared by 0 calls"),
      err: expect.stringContaining("stopped before everything was compared"),
    });
  });

  it("as a dry run exits 0 when nothing differs", async () => {
    await using desk = await openDesk();
    await los(["clients", "import", await desk.write([header, ...soundRows(3)])], desk.env);

    expect(await los(["clients", "reconcile", "--dry-run"], desk.env)).toMatchObject({ code: 0 });
  });

  it("exits 1 when conflicts are left, and names them", async () => {
    await using desk = await openDesk({ organizations: [{ name: "Client 2", external_id: "OTHER" }] });
    await los(["clients", "import", await desk.write([header, ...soundRows(3)])], desk.env);

    const { code, out } = await los(["clients", "reconcile"], desk.env);

    expect(code).toBe(1);
    expect(out).toMatch(/conflicts +1\n {2}name-taken: 1\n {4}C-2 {2}Client 2$/);
  });

  it("that is stopped leaves the rest dirty, and the next run continues it", async () => {
    await using desk = await editedDesk();

    const stopped = await los(["clients", "reconcile"], desk.env, {
      onStop: (stop) => {
        stop();
        return { [Symbol.dispose]: () => {} };
      },
    });
    const next = await los(["clients", "reconcile"], desk.env);

    expect(stopped).toMatchObject({ code: 1, err: expect.stringContaining("stopping; what is not done") });
    expect(stopped.out).toMatch(/not done yet +120\n/);
    expect(next.code).toBe(0);
    expect(organizationOf(desk, "C-7").name).toBe("Client 7");
  });

  it("asks at a terminal, and does nothing without a yes", async () => {
    await using desk = await editedDesk();
    const asked: string[] = [];

    const { code } = await los(["clients", "reconcile"], desk.env, {
      isTerminal: true,
      ask: async (question) => {
        asked.push(question);
        return "n";
      },
    });

    expect(code).toBe(1);
    expect(asked).toEqual(["Go on? [y/N] "]);
    expect(desk.sandbox.calls).toEqual([]);
  });

  it("without a terminal needs --yes for more than a thousand clients", async () => {
    await using desk = await openDesk();
    const file = await desk.write([header, ...soundRows(1001)]);
    await los(["clients", "import", file, "--no-wait"], desk.env);

    const { code, err } = await los(["clients", "reconcile"], desk.env);

    expect(code).toBe(1);
    expect(err).toContain("more than 1,000 clients are compared only with --yes");
    expect(desk.sandbox.calls).toEqual([]);
  });

  it("says so when there is no such client", async () => {
    await using desk = await openDesk();

    expect(await los(["clients", "reconcile", "--client", "c-1"], desk.env)).toMatchObject({
      code: 1,
      err: expect.stringContaining('there is no client "c-1"'),
    });
  });
});
