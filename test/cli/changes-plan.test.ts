import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { los } from "../support/command.ts";
import {
  accountingSays,
  changeHeader,
  knownTickets,
  openChangeDesk,
  organizationOf,
  writeChanges,
} from "./change-desk.ts";
import { type Desk, writesIn } from "./client-lists.ts";

const lastYear = "2025-11-20T16:00:00.000000000Z";

const rows = [
  "C-1,VIP,",
  "C-2,SMB,",
  "C-3,Corporate,VIP",
  "C-4,Corporate,",
  "C-5,VIP,",
  "C-6,SMB,",
  "C-7,Gold,",
  "C-9,VIP,",
  "C-8,SMB,",
];

const planned = [
  'C-1 "Client 1"  client_segment: segment_smb → segment_vip',
  'C-1 "Client 1"  client_service_level: los_smb → los_vip  (3 tickets, 1 in breach)',
  'C-3 "Client 3"  client_segment: segment_smb → segment_corporate',
  'C-3 "Client 3"  client_service_level: los_smb → los_vip',
  'C-4 "Client 4"  segment is "Key Account" by what was said for 2026-11-21T16:00:00Z, which is newer',
  'C-5 "Client 5"  no organization has its id: one would be found by its link or name, or created',
  'C-6 "Client 6"  was edited in Zendesk, client_segment is segment_vip, not segment_smb: los clients reconcile --client C-6 compares it',
  "C-9  is not known yet: it takes effect when the client's notification comes",
];

describe("los changes plan", () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openChangeDesk(8);
    await knownTickets(desk, "C-1", [
      { priority: "urgent", status: "open", createdAt: lastYear },
      { priority: "urgent", status: "open" },
      { status: "pending" },
      { status: "solved", createdAt: lastYear },
    ]);
    await knownTickets(desk, "C-2", [{ status: "open" }]);
    await accountingSays(desk, { clientId: "C-4", segment: "Key Account" }, "2026-11-21T16:00:00.000000000Z");
    desk.sandbox.deleteOrganization(organizationOf(desk, "C-5").id);
    desk.sandbox.editOrganization(organizationOf(desk, "C-6").id, {
      organization_fields: { client_segment: "segment_vip" },
    });
  });
  afterAll(async () => await desk[Symbol.asyncDispose]());

  it("says of each client what Zendesk has and would have, what tickets that means, and what stands in the way", async () => {
    const file = await writeChanges(desk, rows);
    desk.sandbox.forgetCalls();

    const { code, out, err } = await los(["changes", "plan", file], desk.env);

    expect(code).toBe(1);
    expect(err).toMatch(/2026-12\.csv:8: segment: Invalid option: expected one of "VIP"/);
    expect(out.split("\n")).toEqual([
      ...planned,
      "2 clients would change, 2 are so already, 4 problems, 1 bad row",
      "3 tickets to re-tag, as far as we know them; about 8 calls, which takes about 20 s (120 calls a minute: our share for bulk work, on the smallest plan)",
      "! 1 ticket would be in breach at once by the targets of the new service level",
      "Nothing was changed.",
    ]);
  });

  it("asks Zendesk once for a hundred clients, and changes nothing anywhere", async () => {
    const file = await writeChanges(desk, rows);
    const state = async () => [
      await desk.db.selectFrom("clients").selectAll().orderBy("client_id").execute(),
      await desk.db.selectFrom("work").selectAll().orderBy("key").execute(),
      await desk.db.selectFrom("messages").select("id").orderBy("id").execute(),
    ];
    const before = await state();
    desk.sandbox.forgetCalls();

    await los(["changes", "plan", file], desk.env);

    expect(desk.sandbox.calls.filter(({ path }) => path.includes("show_many"))).toHaveLength(1);
    expect(writesIn(desk.sandbox)).toEqual([]);
    expect(await state()).toEqual(before);
  });

  it("is a spreadsheet, or JSON, when that is asked for", async () => {
    const file = await writeChanges(desk, ["C-1,VIP,", "C-2,SMB,", "C-9,VIP,"]);

    const csv = await los(["changes", "plan", file, "--output", "csv"], desk.env);
    const json = await los(["changes", "plan", file, "--output", "json"], desk.env);

    expect(csv.out.split("\n")).toEqual([
      "client_id,name,status,field,old,new,tickets,breaching,problem",
      "C-1,Client 1,changes,client_segment,segment_smb,segment_vip,,,",
      "C-1,Client 1,changes,client_service_level,los_smb,los_vip,3,1,",
      "C-2,Client 2,unchanged,,,,0,0,",
      "C-9,,problem,,,,0,0,is not known yet: it takes effect when the client's notification comes",
    ]);
    expect(JSON.parse(json.out)).toMatchObject({
      counts: { changed: 1, unchanged: 1, problems: 1, tickets: 3, breaching: 1 },
      estimate: { calls: 8 },
    });
  });

  it("ends with 2 when there are changes and nothing else", async () => {
    const file = await writeChanges(desk, ["C-1,VIP,", "C-2,SMB,"]);

    expect(await los(["changes", "plan", file], desk.env)).toMatchObject({ code: 2 });
  });

  it("counts what was decided later than what we know", async () => {
    const file = await writeChanges(desk, ["C-4,Corporate,"]);
    const later = ["--occurred-at", "2026-11-21T17:00:00Z"];

    const { code, out } = await los(["changes", "plan", file, ...later], desk.env);

    expect(code).toBe(2);
    expect(out).toContain('C-4 "Client 4"  client_segment: segment_smb → segment_corporate');
  });

  it.each([
    ["what is so already", [changeHeader, "C-2,SMB,"], "0 clients would change, 1 are so already"],
    ["no rows", [changeHeader], "0 clients would change, 0 are so already"],
    ["nothing", [], "0 clients would change, 0 are so already"],
  ])("has nothing to do in a file of %s", async (_, lines, words) => {
    const file = await desk.write(lines, { name: "nothing.csv" });

    const { code, out } = await los(["changes", "plan", file], desk.env);

    expect(code).toBe(0);
    expect(out).toContain(words);
  });

  it.each([
    ["client_id,segment,name", ':1: there is no column "name"; known are client_id, segment, service_level'],
    ["client_id,service_level", ":1: column segment is missing"],
  ])("refuses the header %s", async (line, words) => {
    const file = await desk.write([line, "C-1,VIP,x"], { name: "odd.csv" });

    expect(await los(["changes", "plan", file], desk.env)).toMatchObject({
      code: 1,
      err: expect.stringContaining(words),
    });
  });
});
