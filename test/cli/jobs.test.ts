import { sql } from "kysely";
import { describe, expect, it } from "vitest";

import { los } from "../support/command.ts";
import { type Desk, header, openDesk, soundRows } from "./client-lists.ts";

/** Clients C-1, C-2 … that are as they should be in Zendesk; those of `failed` stopped for that cause. */
async function openJobDesk(clients: number, failed: Readonly<Record<string, string>> = {}): Promise<Desk> {
  const desk = await openDesk();
  const readings = ["catch-up-tickets", "catch-up-organizations"];
  await desk.db
    .insertInto("sweeps")
    .values(readings.map((name) => ({ name, started_at: new Date() })))
    .execute();
  await los(["clients", "import", await desk.write([header, ...soundRows(clients)])], desk.env);
  for (const [key, cause] of Object.entries(failed)) {
    const detail = {
      message: `${key}\nwas refused`,
      exchange: { method: "PUT", path: "/api/v2/organizations/7.json", status: 422, answer: { error: "no" } },
    };
    await sql`
      update work set state = ${cause === "name-taken" ? "conflict" : "failed"}, cause = ${cause}, attempts = 1,
        applied_version = 0, dirty_since = now(), detail = ${JSON.stringify(detail)}::jsonb
      where key = ${key}`.execute(desk.db);
  }
  return desk;
}

async function stateOf({ db }: Desk, key: string): Promise<string | undefined> {
  const row = await db.selectFrom("work").select("state").where("key", "=", key).executeTakeFirst();
  return row?.state;
}

async function idOf({ db }: Desk, key: string): Promise<string> {
  const { id } = await db.selectFrom("work").select("id").where("key", "=", key).executeTakeFirstOrThrow();
  return String(id);
}

const two = { "C-1": "zendesk-422:name", "C-2": "name-taken" };

describe("los jobs list", () => {
  it("shows what failed or is in conflict, the last one first, each in one line", async () => {
    await using desk = await openJobDesk(3, two);

    const { code, out } = await los(["jobs", "list"], desk.env);

    expect(code).toBe(0);
    expect(out.split("\n")).toEqual([
      expect.stringMatching(/^job +kind +key +client +state +cause +attempts +changed +message$/),
      expect.stringMatching(/ C-2 +Client 2 +conflict +name-taken +1 +2.+Z +C-2 was refused$/),
      expect.stringMatching(/ C-1 +Client 1 +failed +zendesk-422:name +1 +2.+Z +C-1 was refused$/),
    ]);
  });

  it("can be filtered, and be JSON or CSV", async () => {
    await using desk = await openJobDesk(3, two);

    const json = await los(["jobs", "list", "--cause", "name-taken", "--output", "json"], desk.env);
    const csv = await los(["jobs", "list", "--state", "ok", "--client", "C-3", "--output", "csv"], desk.env);
    const none = await los(["jobs", "list", "--attempts", "9"], desk.env);
    const some = await los(["jobs", "list", "--limit", "1"], desk.env);

    expect(JSON.parse(json.out)).toMatchObject([{ key: "C-2", client: { id: "C-2", name: "Client 2" } }]);
    expect(csv.out).toMatch(
      /^job,kind,key,client,state,cause,attempts,changed,message\n\d+,reconcile-client,C-3,Client 3,ok,,0,2.+Z,$/,
    );
    expect(none.out).toBe("There are no such jobs.");
    expect(some.out.split("\n")).toHaveLength(2);
    expect(some.err).toBe("there may be more: --limit shows more than 1");
  });

  it("shows how many failed for which cause", async () => {
    await using desk = await openJobDesk(3, { ...two, "C-3": "zendesk-422:name" });

    const { out } = await los(["jobs", "list", "--by-cause"], desk.env);

    expect(out.split("\n").slice(1)).toEqual([
      expect.stringMatching(/^2 +zendesk-422:name +reconcile-client +failed .+ C-3 was refused$/),
      expect.stringMatching(/^1 +name-taken +reconcile-client +conflict .+ C-2 was refused$/),
    ]);
  });

  it.each([
    [
      ["list", "--state", "broken"],
      '--state is one of pending, ok, failed, conflict, discarded, not "broken"',
    ],
    [["list", "--kind", "x"], '--kind is one of reconcile-client, review-ticket, not "x"'],
    [["list", "--since", "yesterday"], "--since is a date and time with a zone"],
    [["list", "--limit", "0"], '--limit is a number from 1, not "0"'],
    [["list", "--output", "xml"], '--output is table, json or csv, not "xml"'],
    [["list", "--by-cause", "--client", "C-1"], "--by-cause shows all that failed"],
    [["show"], "show takes the id of one job"],
    [["retry", "--yes"], "retry takes ids of jobs, or a filter"],
    [["retry", "7"], "without a terminal to ask at, retry needs --yes"],
    [["discard", "7", "--yes"], "discard takes --reason"],
  ])("%j is refused with words", async (args, words) => {
    const { code, err } = await los(["jobs", ...args]);

    expect(code).toBe(1);
    expect(err).toContain(words);
  });
});

describe("los jobs show", () => {
  it("shows one with the call that it failed with", async () => {
    await using desk = await openJobDesk(1, two);
    const id = await idOf(desk, "C-1");

    const { out } = await los(["jobs", "show", id], desk.env);
    const json = await los(["jobs", "show", id, "--output", "json"], desk.env);
    const nobody = await los(["jobs", "show", "404"], desk.env);

    expect(out).toMatch(/^of +reconcile-client C-1$/m);
    expect(out).toMatch(/^client +C-1 "Client 1"$/m);
    expect(out).toMatch(/^state +failed since .+Z, 1 failed attempt$/m);
    expect(out).toContain('PUT /api/v2/organizations/7.json → 422\nanswer: {\n  "error": "no"\n}');
    expect(JSON.parse(json.out)).toMatchObject({ id, cause: "zendesk-422:name" });
    expect(nobody).toMatchObject({ code: 1, err: "there is no job 404; los jobs list names them" });
  });
});

describe("los jobs retry", () => {
  const causes = { "C-1": "zendesk-422:name", "C-2": "zendesk-422:name", "C-3": "zendesk-404" };

  it("says first what it would do", async () => {
    await using desk = await openJobDesk(3, causes);

    const { code, out } = await los(["jobs", "retry", "--state", "failed", "--dry-run"], desk.env);
    const none = await los(["jobs", "retry", "--cause", "x", "--dry-run"], desk.env);

    expect(code).toBe(2);
    expect(out).toBe("3 jobs would be run again: 2 zendesk-422:name, 1 zendesk-404");
    expect(none).toMatchObject({ code: 0, out: "0 jobs would be run again" });
    expect(await stateOf(desk, "C-1")).toBe("failed");
  });

  it("asks, and does nothing without a yes", async () => {
    await using desk = await openJobDesk(1, causes);

    const { code } = await los(["jobs", "retry", "--state", "failed"], desk.env, {
      isTerminal: true,
      ask: async () => "n",
    });

    expect(code).toBe(1);
    expect(await stateOf(desk, "C-1")).toBe("failed");
  });

  it("runs one cause again to the end, and leaves the others alone", async () => {
    await using desk = await openJobDesk(3, causes);

    const { code, out, err } = await los(
      ["jobs", "retry", "--cause", "zendesk-422:name", "--reason", "the field is back", "--yes"],
      desk.env,
    );

    expect(code).toBe(0);
    expect(out).toBe("Re-run 1 of 2 jobs: 2 done, 0 failed again.");
    expect(err).toMatch(/\d of 2 jobs/);
    expect([await stateOf(desk, "C-1"), await stateOf(desk, "C-2"), await stateOf(desk, "C-3")]).toEqual([
      "ok",
      "ok",
      "failed",
    ]);
    const acts = desk.db.selectFrom("history").select(["actor", "reason"]).where("what", "=", "jobs.retried");
    expect(await acts.execute()).toEqual([
      { actor: expect.stringMatching(/^cli:./), reason: "the field is back" },
    ]);
  });

  it("that is interrupted puts back what was not begun", async () => {
    await using desk = await openJobDesk(2, causes);

    const stops: (() => void)[] = [];

    const { code, out } = await los(["jobs", "retry", "--cause", "zendesk-422:name", "--yes"], desk.env, {
      onStop: (stop) => {
        stops.push(stop);
        return { [Symbol.dispose]: () => {} };
      },
      err: (line) => {
        if (line === "0 of 2 jobs") for (const stop of stops) stop();
      },
    });

    expect(code).toBe(1);
    expect(out).toBe("Re-run 1 of 2 jobs: 0 done, 0 failed again, 2 put back as they were.");
    expect([await stateOf(desk, "C-1"), await stateOf(desk, "C-2")]).toEqual(["failed", "failed"]);
  });

  it("says so when a job that was named is not there", async () => {
    await using desk = await openJobDesk(1, causes);

    const { code, err } = await los(["jobs", "retry", await idOf(desk, "C-1"), "404", "--yes"], desk.env);

    expect(code).toBe(1);
    expect(err).toContain("the others are not there, or run anyway");
    expect(await stateOf(desk, "C-1")).toBe("ok");
  });
});

describe("los jobs discard", () => {
  it("discards for a reason, and names what it left", async () => {
    await using desk = await openJobDesk(3, two);
    const [one, done] = [await idOf(desk, "C-1"), await idOf(desk, "C-3")];
    const args = ["jobs", "discard", one, done, "--reason", "left us"];

    const dry = await los([...args, "--dry-run"], desk.env);
    const { code, out, err } = await los([...args, "--yes"], desk.env);

    expect(dry.out).toContain("1 job would be discarded.");
    expect(code).toBe(1);
    expect(err).toContain(`job ${done} is not there, or did not stop: it is left as it is`);
    expect(out).toContain("1 job discarded.");
    expect([await stateOf(desk, "C-1"), await stateOf(desk, "C-2"), await stateOf(desk, "C-3")]).toEqual([
      "discarded",
      "conflict",
      "ok",
    ]);
  });

  it("of a cause discards all that stopped for it", async () => {
    await using desk = await openJobDesk(2, two);

    const { code, out } = await los(
      ["jobs", "discard", "--cause", "name-taken", "--reason", "left us", "--yes", "--output", "json"],
      desk.env,
    );

    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject([{ key: "C-2", state: "discarded" }]);
  });
});
