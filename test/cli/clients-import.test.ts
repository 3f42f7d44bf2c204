import { describe, expect, it } from "vitest";

import { los } from "../support/command.ts";
import { header, openDesk, soundRows, writesIn } from "./client-lists.ts";

describe("los clients import", () => {
  it("writes the good rows to Zendesk, and names each bad one with line, column and reason", async () => {
    await using desk = await openDesk();
    const rows = soundRows(250);
    rows[9] = "C-10,,SMB,,,";
    rows[19] = "C-20,Client 20,Gold,,,";
    rows[29] = "C-30,Client 30,SMB,,not a domain!,";
    const file = await desk.write([header, ...rows]);

    const { code, out, err } = await los(["clients", "import", file], desk.env);

    expect(code).toBe(1);
    expect(err).toContain(`${file}:11: name: is empty`);
    expect(err).toContain(`${file}:21: segment: Invalid option: expected one of "VIP"`);
    expect(err).toContain(`${file}:31: domains: must be a domain name, as in acme.example`);
    expect(out).toMatch(/^247 rows recorded, 3 bad\ncreated +247\n/);
    expect(desk.sandbox.account.organizations.size).toBe(247);
    const organizations = desk.sandbox.account.organizations.list();
    expect(organizations.find(({ external_id }) => external_id === "C-1")).toMatchObject({
      name: "Client 1",
      domain_names: ["c-1.example"],
      organization_fields: { client_segment: "segment_smb", account_manager: "Lee Park" },
    });
  });

  it("run again does nothing", async () => {
    await using desk = await openDesk();
    const file = await desk.write([header, ...soundRows(20)]);
    const first = await los(["clients", "import", file], desk.env);
    desk.sandbox.forgetCalls();

    const again = await los(["clients", "import", file, "--output", "json"], desk.env);

    expect([first.code, again.code]).toEqual([0, 0]);
    expect(JSON.parse(again.out)).toMatchObject({
      recorded: 20,
      new: 0,
      counts: { created: 0, unchanged: 20 },
    });
    expect(writesIn(desk.sandbox)).toEqual([]);
  });

  it("that was interrupted goes on where it stopped when it is run again", async () => {
    await using desk = await openDesk();
    const file = await desk.write([header, ...soundRows(1100)]);
    const stops: (() => void)[] = [];
    const words: string[] = [];
    const interrupted = await los(["clients", "import", file, "--no-wait"], desk.env, {
      onStop: (stop) => {
        stops.push(stop);
        return { [Symbol.dispose]: () => {} };
      },
      err: (line) => {
        words.push(line);
        for (const stop of stops) stop();
      },
    });

    const again = await los(["clients", "import", file, "--no-wait", "--output", "json"], desk.env);

    expect(interrupted).toMatchObject({ code: 1, out: expect.stringContaining("500 rows recorded") });
    expect(words.at(-1)).toBe("stopped; run the same again to record the rest");
    expect(again.code).toBe(0);
    expect(JSON.parse(again.out)).toMatchObject({ recorded: 1100, new: 600 });
    expect(desk.sandbox.calls).toEqual([]);
  });

  it("as a dry run says what would change, and changes nothing", async () => {
    await using desk = await openDesk();
    const before = await desk.write([header, ...soundRows(10)]);
    await los(["clients", "import", before], desk.env);
    desk.sandbox.forgetCalls();
    const state = async () => [
      await desk.db.selectFrom("clients").selectAll().orderBy("client_id").execute(),
      await desk.db.selectFrom("work").selectAll().orderBy("key").execute(),
      await desk.db.selectFrom("messages").select("id").execute(),
    ];
    const was = await state();
    const rows = soundRows(12);
    rows[1] = "C-2,Client Two,VIP,,,";
    const after = await desk.write([header, ...rows], { name: "after.csv", asOf: "2026-11-21T15:00:00Z" });

    const { code, out } = await los(["clients", "import", after, "--dry-run"], desk.env);
    const same = await los(["clients", "import", before, "--dry-run"], desk.env);

    expect(code).toBe(2);
    expect(out.split("\n")).toEqual([
      "12 good rows, 0 bad; nothing was written",
      "  new clients       2",
      "  would change      1",
      "    C-2  name, segment",
      "  say nothing new   9",
    ]);
    expect(same.code).toBe(0);
    expect(await state()).toEqual(was);
    expect(desk.sandbox.calls).toEqual([]);
  });

  it("takes the later of two rows of one client, and names both lines", async () => {
    await using desk = await openDesk();
    const rows = ["C-1,Old,SMB,,,", "C-2,Other,SMB,,,", "C-1,New,VIP,,,", "C-1,Bad,Gold,,,"];
    const file = await desk.write([header, ...rows]);

    const { code, err } = await los(["clients", "import", file, "--no-wait"], desk.env);

    expect(code).toBe(1);
    expect(err).toContain(`${file}:4: client_id: C-1 stands in line 2 too; line 4 counts`);
    const { fields } = await desk.db
      .selectFrom("clients")
      .select("fields")
      .where("client_id", "=", "C-1")
      .executeTakeFirstOrThrow();
    expect(fields).toMatchObject({ name: { value: "New" }, segment: { value: "VIP" } });
  });

  it("loses to whatever was said later, and an empty cell clears nothing", async () => {
    await using desk = await openDesk();
    const later = await desk.write([header, "C-1,Later,VIP,Care,,Lee Park"], {
      asOf: "2026-11-21T15:00:00Z",
    });
    await los(["clients", "import", later, "--no-wait"], desk.env);
    const earlier = await desk.write([header, "C-1,Earlier,SMB,,,"], { name: "b.csv" });
    const last = ["clients", "import", later, "--no-wait", "--occurred-at", "2026-11-21T18:00:00+01:00"];

    await los(["clients", "import", earlier, "--no-wait"], desk.env);
    await desk.write([header, "C-1,Last,VIP,,,"], { asOf: "2026-11-19T15:00:00Z" });
    await los(last, desk.env);

    const { fields } = await desk.db.selectFrom("clients").select("fields").executeTakeFirstOrThrow();
    expect(fields).toMatchObject({
      name: { value: "Last", occurredAt: "2026-11-21T17:00:00.000000000Z" },
      vertical: { value: "Care" },
      accountManager: { value: "Lee Park" },
    });
  });

  it("reads what spreadsheets write: a byte order mark, CRLF, quotes, any order of columns", async () => {
    await using desk = await openDesk();
    const lines = [
      "\u{feff}Segment,Client_ID,domains,name",
      'VIP,C-1,"a.example; b.example\r\nc.example","Acme, ""West"""',
      ",,,",
      "Gold,C-2,,Müller",
      'VIP,C-3,,"Two\r\nlines"',
      "SMB,C-4,,Four,five",
      "SMB,C-5,,M\u{fffd}ller",
    ];
    const file = await desk.write(lines, { eol: "\r\n" });

    const { code, err } = await los(["clients", "import", file, "--no-wait"], desk.env);

    const { fields } = await desk.db.selectFrom("clients").select("fields").executeTakeFirstOrThrow();
    expect(fields).toMatchObject({
      name: { value: 'Acme, "West"' },
      domains: { value: ["a.example", "b.example", "c.example"] },
    });
    expect(code).toBe(1);
    expect(err).toContain(`${file}:5: segment: `);
    expect(err).toContain(
      `${file}:6: name: must not contain control characters (it goes on to line 7: is a quote not closed?)`,
    );
    expect(err).toContain(`${file}:8: row: has 5 cells, the header has 4`);
    expect(err).toContain(`${file}:9: name: is not in UTF-8`);
  });

  it("names the row that a quote never closed swallowed, and imports those before it", async () => {
    await using desk = await openDesk();
    const rows = [...soundRows(2), 'C-3,"Never closed,SMB,,,', ...soundRows(2000).slice(3)];

    const file = await desk.write([header, ...rows]);
    const { code, err } = await los(["clients", "import", file, "--no-wait"], desk.env);

    expect(code).toBe(1);
    expect(err).toContain(`${file}:4: row: cannot be read, nor what follows it: is a quote not closed?`);
    expect(await desk.db.selectFrom("clients").select("client_id").execute()).toHaveLength(2);
  });

  it.each([
    [[], "has no rows to import; nothing is changed or deleted"],
    [[header], "has no rows to import; nothing is changed or deleted"],
  ])("of the lines %j changes nothing", async (lines, words) => {
    await using desk = await openDesk();
    await los(["clients", "import", await desk.write([header, ...soundRows(3)]), "--no-wait"], desk.env);

    const empty = await desk.write(lines, { name: "empty.csv" });
    const { code, err } = await los(["clients", "import", empty, "--no-wait"], desk.env);

    expect(code).toBe(0);
    expect(err).toContain(words);
    expect(await desk.db.selectFrom("clients").select("client_id").execute()).toHaveLength(3);
  });

  it.each([
    ["client_id,name,segment,phone", ':1: there is no column "phone"; known are client_id, name, segment,'],
    ["client_id,name", ":1: column segment is missing"],
    ["client_id,name,segment,name", ":1: column name is there twice"],
  ])("refuses the header %s", async (line, words) => {
    await using desk = await openDesk();
    const file = await desk.write([line, "C-1,Acme,VIP,x"]);

    const { code, err } = await los(["clients", "import", file], desk.env);

    expect(code).toBe(1);
    expect(err).toContain(words);
    expect(await desk.db.selectFrom("messages").select("id").execute()).toEqual([]);
  });

  it("says so when the file cannot be read, or is from the future", async () => {
    await using desk = await openDesk();
    const future = await desk.write([header], { asOf: "2126-11-20T15:00:00Z" });

    expect(await los(["clients", "import", "nowhere.csv"], desk.env)).toMatchObject({
      code: 1,
      err: expect.stringContaining("nowhere.csv cannot be read"),
    });
    expect(await los(["clients", "import", future], desk.env)).toMatchObject({
      code: 1,
      err: expect.stringContaining("is in the future"),
    });
  });
});
