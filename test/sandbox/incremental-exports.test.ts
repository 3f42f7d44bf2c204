import { describe, expect, it } from "vitest";
import { calling, clockAt } from "./calling.ts";
import type { Calling } from "./calling.ts";

type Export = {
  readonly organizations: readonly { readonly name: string; readonly deleted_at?: string }[];
  readonly count: number;
  readonly end_of_stream: boolean;
  readonly next_page: string;
  readonly end_time: number;
};

const path = "/api/v2/incremental/organizations.json";
const three = 1_795_186_800; // 2026-11-20T15:00:00Z

async function exported(zendesk: Calling, query: string): Promise<Export> {
  const { status, body, text } = await zendesk.call("GET", `${path}?${query}`);
  if (status !== 200) throw new Error(`expected 200 but got ${status} ${text}`);
  return body as Export;
}

const names = ({ organizations }: Export): readonly string[] => organizations.map(({ name }) => name);

describe("the incremental export of organizations", () => {
  it("has what changed since, in the order of the latest change", async () => {
    const clock = clockAt("2026-11-20T15:00:00Z");
    await using zendesk = await calling({ now: clock.now });
    const acme = await zendesk.create({ name: "Acme" });
    clock.set("2026-11-20T15:00:10Z");
    await zendesk.create({ name: "Bright" });
    clock.set("2026-11-20T15:00:20Z");
    await zendesk.call("PUT", `/api/v2/organizations/${acme}`, { organization: { notes: "x" } });
    clock.set("2026-11-20T15:05:00Z");

    const all = await exported(zendesk, "start_time=0");
    const later = await exported(zendesk, `start_time=${three + 20}`);

    expect(names(all)).toEqual(["Bright", "Acme"]);
    expect({ ...all, organizations: [] }).toEqual({
      organizations: [],
      count: 2,
      end_of_stream: true,
      next_page: `${zendesk.sandbox.url}${path}?start_time=${three + 20}`,
      end_time: three + 20,
    });
    expect(later.organizations).toEqual([await zendesk.show(acme)]);
  });

  it("keeps back the last minute, and refuses to begin within it", async () => {
    const clock = clockAt("2026-11-20T15:00:00Z");
    await using zendesk = await calling({ now: clock.now });
    await zendesk.create({ name: "Acme" });
    clock.set("2026-11-20T15:00:30Z");
    await zendesk.create({ name: "Bright" });
    clock.set("2026-11-20T15:01:29.999Z");

    const before = await exported(zendesk, `start_time=${three}`);
    const tooRecent = await zendesk.call("GET", `${path}?start_time=${three + 30}`);
    clock.set("2026-11-20T15:01:30Z");
    const after = await exported(zendesk, `start_time=${three + 30}`);

    expect(names(before)).toEqual(["Acme"]);
    expect([tooRecent.status, tooRecent.body]).toEqual([
      422,
      {
        error: "InvalidValue",
        description: "Too recent start_time. Use a start_time older than 60 seconds",
      },
    ]);
    expect(names(after)).toEqual(["Bright"]);
  });

  it("has deleted organizations with the time when it happened, unless they are left out", async () => {
    const clock = clockAt("2026-11-20T15:00:00Z");
    await using zendesk = await calling({ now: clock.now });
    const acme = await zendesk.create({ name: "Acme" });
    await zendesk.create({ name: "Bright" });
    clock.set("2026-11-20T15:00:40Z");
    await zendesk.call("DELETE", `/api/v2/organizations/${acme}`);
    clock.set("2026-11-20T16:00:00Z");

    const all = await exported(zendesk, "start_time=0");
    const there = await exported(zendesk, "start_time=0&exclude_deleted=true");

    expect(all.organizations).toMatchObject([
      { name: "Bright" },
      { id: acme, name: "Acme", deleted_at: "2026-11-20T15:00:40Z" },
    ]);
    expect(names(there)).toEqual(["Bright"]);
    expect(there.organizations[0]).not.toHaveProperty("deleted_at");
  });

  it("leads through pages by next_page, each beginning with the last second of the one before", async () => {
    const clock = clockAt("2026-11-20T15:00:00Z");
    await using zendesk = await calling({ now: clock.now });
    for (const [index, name] of ["A", "B", "C", "D", "E"].entries()) {
      clock.set(`2026-11-20T15:00:0${index}Z`);
      await zendesk.create({ name });
    }
    clock.set("2026-11-20T16:00:00Z");

    const pages = [await exported(zendesk, "per_page=2&start_time=0")];
    while (!pages.at(-1)!.end_of_stream) {
      pages.push(await exported(zendesk, new URL(pages.at(-1)!.next_page).search.slice(1)));
    }

    expect(pages.map(names)).toEqual([
      ["A", "B"],
      ["B", "C"],
      ["C", "D"],
      ["D", "E"],
    ]);
  });

  it("has all rows of a second in one page, and never stands still", async () => {
    const clock = clockAt("2026-11-20T15:00:00Z");
    await using zendesk = await calling({ now: clock.now });
    for (const name of ["A", "B", "C"]) await zendesk.create({ name });
    clock.set("2026-11-20T15:00:01Z");
    for (const name of ["D", "E"]) await zendesk.create({ name });
    clock.set("2026-11-20T15:00:02Z");
    await zendesk.create({ name: "F" });
    clock.set("2026-11-20T16:00:00Z");

    const first = await exported(zendesk, "per_page=2&start_time=0");
    const second = await exported(zendesk, `per_page=2&start_time=${first.end_time}`);

    expect([names(first), first.end_of_stream]).toEqual([["A", "B", "C", "D", "E"], false]);
    expect([names(second), second.end_of_stream]).toEqual([["D", "E", "F"], true]);
  });

  it("has an end and a next page also when nothing changed", async () => {
    const { now } = clockAt("2026-11-20T16:00:00Z");
    await using zendesk = await calling({ now });

    expect(await exported(zendesk, `start_time=${three}`)).toEqual({
      organizations: [],
      count: 0,
      end_of_stream: true,
      next_page: `${zendesk.sandbox.url}${path}?start_time=${three}`,
      end_time: three,
    });
  });

  it("has what was there at the start, since long before", async () => {
    await using zendesk = await calling({ organizations: [{ name: "Acme" }, { name: "Bright" }] });

    expect(names(await exported(zendesk, "start_time=0"))).toEqual(["Acme", "Bright"]);
  });

  it.each([
    ["", "Required parameter missing: start_time"],
    ["start_time=yesterday", "start_time must be an integer"],
    ["start_time=0&per_page=none", "per_page must be an integer"],
  ])("is refused with the query '%s'", async (query, reason) => {
    await using zendesk = await calling();

    const { status, text } = await zendesk.call("GET", `${path}?${query}`);

    expect(status).toBe(400);
    expect(text).toContain(reason);
  });
});
