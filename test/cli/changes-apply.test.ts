import { describe, expect, it } from "vitest";

import { applyScheduled } from "../../src/store/inbox/scheduled.ts";
import { los } from "../support/command.ts";
import {
  accountingSays,
  inACentury,
  knownTickets,
  openChangeDesk,
  organizationOf,
  writeChanges,
} from "./change-desk.ts";
import { type Desk, writesIn } from "./client-lists.ts";

function levelOf(desk: Desk, clientId: string): unknown {
  return organizationOf(desk, clientId).organization_fields["client_service_level"];
}

async function segmentOf({ db }: Desk, clientId: string): Promise<string | undefined> {
  const { fields } = await db
    .selectFrom("clients")
    .select("fields")
    .where("client_id", "=", clientId)
    .executeTakeFirstOrThrow();
  return fields.segment?.value;
}

/** The day has come for everything that was to come. */
async function letTimePass({ db }: Desk): Promise<void> {
  await db
    .updateTable("statements")
    .set({ effective_at: new Date(0) })
    .where("state", "=", "scheduled")
    .execute();
}

describe("los changes apply", () => {
  it("moves the clients in Zendesk, re-tags their tickets, and says how many", async () => {
    await using desk = await openChangeDesk(3);
    const moved = await knownTickets(desk, "C-1", [
      { status: "open", priority: "normal", tags: ["los_smb", "kept"] },
      { status: "new", priority: "normal" },
    ]);
    const [other = 0] = await knownTickets(desk, "C-2", [{ status: "open", priority: "low" }]);
    const file = await writeChanges(desk, ["C-1,VIP,", "C-2,SMB,", "C-3,SMB,Corporate"]);

    const { code, out, err } = await los(["changes", "apply", file, "--yes"], desk.env);

    expect(code).toBe(0);
    expect(out).toContain("2 clients would change, 1 are so already");
    expect(out).toContain("3 rows recorded, 0 bad");
    expect(out).toMatch(/updated +2\n/);
    expect(out).toMatch(/tickets re-tagged +2\ntickets that were right +1\ntickets not done yet +0$/);
    expect(err).toMatch(/\d of \d tickets/);
    expect([levelOf(desk, "C-1"), levelOf(desk, "C-2"), levelOf(desk, "C-3")]).toEqual([
      "los_vip",
      "los_smb",
      "los_corporate",
    ]);
    const tagsOf = (id: number): readonly string[] | undefined => desk.sandbox.account.tickets.get(id)?.tags;
    expect(moved.map(tagsOf)).toEqual([
      expect.arrayContaining(["kept", "los_vip"]),
      expect.arrayContaining(["los_vip"]),
    ]);
    expect(moved.flatMap(tagsOf)).not.toContain("los_smb");
    expect(tagsOf(other)).toContain("los_smb");
  });

  it("run again recognises the file, and writes nothing", async () => {
    await using desk = await openChangeDesk(2);
    const file = await writeChanges(desk, ["C-1,VIP,", "C-2,Corporate,"]);
    await los(["changes", "apply", file, "--yes"], desk.env);
    desk.sandbox.forgetCalls();

    const again = await los(["changes", "apply", file, "--yes", "--output", "json"], desk.env);

    expect(again.code).toBe(0);
    expect(JSON.parse(again.out)).toMatchObject({
      plan: { changed: 0, unchanged: 2, problems: 0 },
      recorded: 2,
      new: 0,
      set: { id: "2026-12", applied: 2 },
      counts: { unchanged: 2 },
    });
    expect(writesIn(desk.sandbox)).toEqual([]);
  });

  it("that was interrupted goes on to the last ticket when it is run again", async () => {
    await using desk = await openChangeDesk(2);
    await knownTickets(desk, "C-1", [{ status: "open", priority: "normal" }]);
    const file = await writeChanges(desk, ["C-1,VIP,", "C-2,VIP,"]);
    const stops: (() => void)[] = [];

    const interrupted = await los(["changes", "apply", file, "--yes"], desk.env, {
      onStop: (stop) => {
        stops.push(stop);
        return { [Symbol.dispose]: () => {} };
      },
      err: (line) => {
        if (line === "2 of 2 rows recorded") for (const stop of stops) stop();
      },
    });
    const again = await los(["changes", "apply", file, "--yes"], desk.env);

    expect(interrupted.code).toBe(1);
    expect(again.code).toBe(0);
    expect(again.out).toContain("2 rows recorded (2 of them before), 0 bad");
    expect([levelOf(desk, "C-1"), levelOf(desk, "C-2")]).toEqual(["los_vip", "los_vip"]);
    expect(desk.sandbox.account.tickets.list().map(({ tags }) => tags)).toEqual([
      expect.arrayContaining(["los_vip"]),
    ]);
  });

  it("leaves out bad rows, and what is not to be done as the set says", async () => {
    await using desk = await openChangeDesk(3);
    await accountingSays(desk, { clientId: "C-2", segment: "Corporate" }, "2026-11-21T16:00:00.000000000Z");
    const file = await writeChanges(desk, ["C-1,VIP,", "C-2,VIP,", "C-3,Gold,", "C-9,VIP,"]);

    const { code, out, err } = await los(["changes", "apply", file, "--yes", "--no-wait"], desk.env);
    const list = await los(["changes", "list"], desk.env);

    expect(code).toBe(1);
    expect(err).toContain(`${file}:4: segment: `);
    expect(out).toContain("3 rows recorded, 1 bad");
    expect(await segmentOf(desk, "C-1")).toBe("VIP");
    expect(await segmentOf(desk, "C-2")).toBe("Corporate");
    expect(list.out).toMatch(/^2026-12 .+ - +0 +2 +0 +1 +0$/m);
    expect(levelOf(desk, "C-1")).toBe("los_smb");
  });

  it("asks at a terminal, and does nothing without a yes", async () => {
    await using desk = await openChangeDesk(1);
    const file = await writeChanges(desk, ["C-1,VIP,"]);
    const asked: string[] = [];

    const { code, out } = await los(["changes", "apply", file], desk.env, {
      isTerminal: true,
      ask: async (question) => {
        asked.push(question);
        return "n";
      },
    });

    expect(code).toBe(1);
    expect(asked).toEqual(["Go on? [y/N] "]);
    expect(out).toContain('C-1 "Client 1"  client_segment: segment_smb → segment_vip');
    expect(await segmentOf(desk, "C-1")).toBe("SMB");
  });

  it("records large sets in messages of 500 rows, as accounting would have sent them", async () => {
    await using desk = await openChangeDesk(1);
    const rows = Array.from({ length: 501 }, (_, index) => `C-${index + 1000},VIP,Corporate`);
    const file = await writeChanges(desk, rows);

    await los(["changes", "apply", file, "--yes", "--no-wait"], desk.env);

    const messages = await desk.db
      .selectFrom("messages")
      .select(["source", "change_set_id", "body"])
      .where("kind", "=", "segment-changes")
      .execute();
    const bodies = messages.map(({ body }) => JSON.parse(String(body)) as { changes: object[] });
    expect(messages.map(({ source, change_set_id }) => [source, change_set_id])).toEqual([
      ["import", "2026-12"],
      ["import", "2026-12"],
    ]);
    expect(bodies.map(({ changes }) => changes.length).toSorted((one, other) => one - other)).toEqual([
      1, 500,
    ]);
    expect(bodies[0]).toMatchObject({
      changeSetId: "2026-12",
      occurredAt: "2026-11-21T12:00:00.000000000Z",
      changes: expect.arrayContaining([
        expect.objectContaining({ segment: "VIP", serviceLevel: "Corporate" }),
      ]),
    });
  });

  it("of an empty file changes nothing", async () => {
    await using desk = await openChangeDesk(1);
    const file = await writeChanges(desk, []);

    const { code, err } = await los(["changes", "apply", file, "--yes"], desk.env);

    expect(code).toBe(0);
    expect(err).toContain("has no changes; nothing is changed");
    expect(await desk.db.selectFrom("messages").select("id").execute()).toHaveLength(1);
  });
});

describe("a change set for later", () => {
  const later = ["--effective-at", inACentury, "--name", "New year", "--yes"];

  it("waits, is listed and shown, and takes effect when its time has come", async () => {
    await using desk = await openChangeDesk(2);
    const file = await writeChanges(desk, ["C-1,VIP,", "C-2,Corporate,VIP"]);

    const applied = await los(["changes", "apply", file, ...later], desk.env);
    const list = await los(["changes", "list"], desk.env);
    const show = await los(["changes", "show", "New year"], desk.env);

    expect(applied.code).toBe(0);
    expect(applied.out).toContain("It takes effect at 2126-12-01T08:00:00Z");
    expect(applied.out).toContain('"New year" will move 2 clients, the first at 2126-12-01T08:00:00Z');
    expect(list.out).toMatch(/^New year .+ 2126-12-01T08:00:00Z +2 +0 +0 +0 +0$/m);
    expect(show.out).toMatch(/^C-1 +2126-12-01T08:00:00Z +VIP +that of the segment$/m);
    expect(show.out).toMatch(/^C-2 +2126-12-01T08:00:00Z +Corporate +VIP$/m);
    expect(await segmentOf(desk, "C-1")).toBe("SMB");

    await letTimePass(desk);
    await applyScheduled(desk.db, 10);

    expect(await segmentOf(desk, "C-1")).toBe("VIP");
    expect((await los(["changes", "show", "New year"], desk.env)).out).toContain(
      "Nothing of it is still to come.",
    );
  });

  it("gives way to what accounting says after it was decided", async () => {
    await using desk = await openChangeDesk(1);
    const file = await writeChanges(desk, ["C-1,VIP,"]);
    await los(["changes", "apply", file, ...later], desk.env);

    await accountingSays(
      desk,
      { clientId: "C-1", segment: "Key Account", serviceLevel: null },
      "2026-11-21T16:00:00.000000000Z",
    );
    await letTimePass(desk);
    await applyScheduled(desk.db, 10);
    const { out } = await los(["changes", "list"], desk.env);

    expect(await segmentOf(desk, "C-1")).toBe("Key Account");
    expect(out).toMatch(/^New year .+ - +0 +0 +1 +0 +0$/m);
  });

  it("can be cancelled until then, and stays so when the same file is applied again", async () => {
    await using desk = await openChangeDesk(2);
    const file = await writeChanges(desk, ["C-1,VIP,", "C-2,VIP,"]);
    await los(["changes", "apply", file, ...later], desk.env);

    const cancel = ["changes", "cancel", "New year", "--reason", "the contract was not signed"];
    const refused = await los(cancel, desk.env, { isTerminal: true });
    const cancelled = await los([...cancel, "--yes"], desk.env);
    const again = await los(["changes", "apply", file, ...later], desk.env);
    const nothing = await los([...cancel, "--yes"], desk.env);
    await letTimePass(desk);
    await applyScheduled(desk.db, 10);

    expect(refused).toMatchObject({ code: 1, out: "" });
    expect(cancelled).toMatchObject({ code: 0, out: '2 clients will not be moved by "New year".' });
    expect(again.err).toContain(
      "what was cancelled stays so; to set it up again, give another --occurred-at",
    );
    expect(nothing).toMatchObject({ code: 0, out: 'Nothing of "New year" is still to come.' });
    expect(await segmentOf(desk, "C-1")).toBe("SMB");
    const acts = desk.db
      .selectFrom("history")
      .select(["client_id", "actor", "reason"])
      .where("what", "=", "change.cancelled");
    const by = { actor: expect.stringMatching(/^cli:./), reason: "the contract was not signed" };
    expect(await acts.orderBy("client_id").execute()).toEqual([
      { client_id: "C-1", ...by },
      { client_id: "C-2", ...by },
    ]);
  });

  it.each(["show", "cancel"])("%s says so when there is no such set", async (command) => {
    await using desk = await openChangeDesk(1);
    const sure = command === "cancel" ? ["--reason", "a mistake", "--yes"] : [];

    expect(await los(["changes", command, "2027-01", ...sure], desk.env)).toMatchObject({
      code: 1,
      err: 'there is no change set "2027-01"; los changes list names them',
    });
  });
});
