import { describe, expect, it } from "vitest";

import { los } from "../support/command.ts";
import { type Desk, header, openDesk, soundRows } from "./client-lists.ts";

async function anImport(desk: Desk): Promise<void> {
  await los(["clients", "import", await desk.write([header, ...soundRows(2)]), "--no-wait"], desk.env);
}

describe("los clients forget", () => {
  it("says what would be erased, and erases nothing", async () => {
    await using desk = await openDesk();
    await anImport(desk);

    expect(await los(["clients", "forget", "C-1", "--dry-run"], desk.env)).toEqual({
      code: 2,
      out: "Of C-1 is kept: 1 row of clients, 1 row of work, 1 row of statements, 1 row of messages",
      err: "",
    });
    expect((await los(["clients", "show", "C-1"], desk.env)).code).toBe(0);
  });

  it("erases it, and no other", async () => {
    await using desk = await openDesk();
    await anImport(desk);

    const { code, out, err } = await los(
      ["clients", "forget", "C-1", "--reason", "asked for by letter", "--yes"],
      desk.env,
    );

    expect(code).toBe(0);
    expect(out).toContain(
      "\nErased: 1 row of clients, 1 row of work, 1 row of statements, 1 row of messages",
    );
    expect(err).toContain("does not come back");
    expect((await los(["clients", "show", "C-1"], desk.env)).code).toBe(1);
    expect((await los(["clients", "show", "C-2"], desk.env)).code).toBe(0);
    const [act] = await desk.db.selectFrom("history").selectAll().where("actor", "is not", null).execute();
    expect(act).toMatchObject({ what: "client.forgotten", reason: "asked for by letter" });
    expect(act?.actor).toMatch(/^cli:./);
  });

  it("says so when there is nobody to forget", async () => {
    await using desk = await openDesk();

    expect(await los(["clients", "forget", "C-1", "--dry-run"], desk.env)).toEqual({
      code: 1,
      out: "",
      err: 'nobody has told us of a client "C-1"; ids are written as accounting does',
    });
  });

  it.each([
    [[], "forget takes the id of one client"],
    [["C-1", "--yes"], "a client is forgotten only for a reason"],
    [["C-1", "--reason", "asked"], "only with --yes"],
  ])("refuses %j", async (args, words) => {
    await using desk = await openDesk();

    const { code, err } = await los(["clients", "forget", ...args], desk.env);

    expect(code).toBe(1);
    expect(err).toContain(words);
  });
});
