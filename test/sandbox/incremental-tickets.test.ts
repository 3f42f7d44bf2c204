import { describe, expect, it } from "vitest";
import { calling, clockAt } from "./calling.ts";
import type { Calling } from "./calling.ts";

type Export = {
  readonly tickets: readonly { readonly id: number; readonly status: string }[];
  readonly after_url: string;
  readonly after_cursor: string;
  readonly end_of_stream: boolean;
};

const path = "/api/v2/incremental/tickets/cursor.json";

async function exported(zendesk: Calling, query: string): Promise<Export> {
  const { status, body, text } = await zendesk.call("GET", `${path}?${query}`);
  if (status !== 200) throw new Error(`expected 200 but got ${status} ${text}`);
  return body as Export;
}

const ids = ({ tickets }: Export): readonly number[] => tickets.map(({ id }) => id);
const resumed = (zendesk: Calling, { after_cursor: cursor }: Export): Promise<Export> =>
  exported(zendesk, `cursor=${encodeURIComponent(cursor)}`);

describe("the incremental export of tickets", () => {
  it("goes on where a cursor was left, at the end of the stream too", async () => {
    const clock = clockAt("2026-11-20T15:00:00Z");
    await using zendesk = await calling({ now: clock.now });
    for (const subject of ["A", "B"]) zendesk.sandbox.createTicket({ subject });
    clock.set("2026-11-20T15:10:00Z");
    const first = await exported(zendesk, "start_time=0");
    zendesk.sandbox.editTicket(1, { priority: "low" });
    clock.set("2026-11-20T15:20:00Z");

    const second = await resumed(zendesk, first);
    const third = await resumed(zendesk, second);

    expect([ids(first), first.end_of_stream]).toEqual([[1, 2], true]);
    expect([ids(second), second.end_of_stream]).toEqual([[1], true]);
    expect([ids(third), third.end_of_stream]).toEqual([[], true]);
    expect(third.after_cursor).toBe(second.after_cursor);
    expect(first.after_url).toBe(
      `${zendesk.sandbox.url}${path}?cursor=${encodeURIComponent(first.after_cursor)}`,
    );
  });

  it("cuts pages within a second, and neither repeats nor leaves out a ticket", async () => {
    const clock = clockAt("2026-11-20T15:00:00Z");
    await using zendesk = await calling({ now: clock.now });
    for (let count = 1; count <= 5; count += 1) zendesk.sandbox.createTicket({});
    for (const id of [5, 2]) zendesk.sandbox.editTicket(id, { priority: "low" });
    clock.set("2026-11-20T15:10:00Z");

    const pages = [await exported(zendesk, "start_time=0&per_page=2")];
    while (!pages.at(-1)!.end_of_stream) {
      pages.push(await exported(zendesk, new URL(pages.at(-1)!.after_url).search.slice(1)));
    }

    expect(pages.map(ids)).toEqual([[1, 2], [3, 4], [5]]);
  });

  it("keeps back the last minute, and refuses to begin within it", async () => {
    const clock = clockAt("2026-11-20T15:00:00Z");
    await using zendesk = await calling({ now: clock.now });
    zendesk.sandbox.createTicket({});
    clock.set("2026-11-20T15:00:59Z");

    const early = await exported(zendesk, "start_time=0");
    const tooRecent = await zendesk.call("GET", `${path}?start_time=1795186800`);
    clock.set("2026-11-20T15:01:00Z");
    const late = await resumed(zendesk, early);

    expect(ids(early)).toEqual([]);
    expect(tooRecent.status).toBe(422);
    expect(ids(late)).toEqual([1]);
  });

  it("shows deleted tickets as deleted, unless they are left out", async () => {
    const clock = clockAt("2026-11-20T15:00:00Z");
    await using zendesk = await calling({ now: clock.now });
    for (const subject of ["A", "B"]) zendesk.sandbox.createTicket({ subject });
    clock.set("2026-11-20T15:05:00Z");
    zendesk.sandbox.deleteTicket(1);
    clock.set("2026-11-20T15:10:00Z");

    const all = await exported(zendesk, "start_time=0");
    const there = await exported(zendesk, "start_time=0&exclude_deleted=true");

    expect(all.tickets).toMatchObject([
      { id: 2, status: "new", generated_timestamp: 1_795_186_800 },
      { id: 1, status: "deleted", updated_at: "2026-11-20T15:05:00Z", generated_timestamp: 1_795_187_100 },
    ]);
    expect(ids(there)).toEqual([2]);
  });

  it("has what was there at the start, and uses up the allowance of all exports", async () => {
    await using zendesk = await calling({ tickets: [{}, {}], incrementalExportsPerMinute: 1 });

    const all = await exported(zendesk, "start_time=0");
    const refused = await zendesk.call("GET", "/api/v2/incremental/organizations?start_time=0");

    expect(ids(all)).toEqual([1, 2]);
    expect(refused.status).toBe(429);
  });

  it.each([
    ["", "Required parameter missing: start_time"],
    ["start_time=yesterday", "start_time must be an integer"],
    ["cursor=nonsense", "cursor is not valid"],
  ])("is refused with the query '%s'", async (query, reason) => {
    await using zendesk = await calling();

    const { status, text } = await zendesk.call("GET", `${path}?${query}`);

    expect(status).toBe(400);
    expect(text).toContain(reason);
  });
});
