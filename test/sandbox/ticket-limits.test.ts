import { describe, expect, it } from "vitest";
import { calling, clockAt } from "./calling.ts";
import type { Answer, Calling } from "./calling.ts";
import { atOnce, finished } from "./jobs.ts";

const path = "/api/v2/tickets";
const bucket = "zendesk-ratelimit-tickets-update";
const tooMany = { errors: [{ code: "TooManyRequests", title: "Too many requests to update" }] };

const put = (zendesk: Calling, id: number, subject: string): Promise<Answer> =>
  zendesk.call("PUT", `${path}/${id}`, { ticket: { subject } });

describe("a hundred requests a minute that update tickets", () => {
  it("are an allowance of the account, told in a header of its own", async () => {
    const clock = clockAt("2026-11-20T15:00:19Z");
    await using zendesk = await calling({
      now: clock.now,
      tickets: [{}, {}],
      ticketUpdatesPerMinute: 2,
    });

    const first = await put(zendesk, 1, "A");
    const many = await zendesk.call("PUT", `${path}/update_many?ids=1,2`, { ticket: { priority: "low" } });
    const refused = await put(zendesk, 2, "B");
    const read = await zendesk.call("GET", `${path}/2`);
    clock.set("2026-11-20T15:01:00Z");
    const later = await put(zendesk, 2, "B");

    expect(first.headers.get(bucket)).toBe("total=2; remaining=1; resets=41");
    expect(many.headers.get(bucket)).toBe("total=2; remaining=0; resets=41");
    expect([refused.status, refused.body]).toEqual([429, tooMany]);
    expect(refused.headers.get("retry-after")).toBe("41");
    expect([read.status, read.headers.get(bucket)]).toEqual([200, null]);
    expect(later.status).toBe(200);
    expect(zendesk.sandbox.usage.refused).toMatchObject({ "tickets-update": 1, ticket: 0 });
    expect(zendesk.sandbox.calls[2]).toMatchObject({ limit: "tickets-update", ticketId: 2 });
  });

  it("are a hundred unless told otherwise", async () => {
    await using zendesk = await calling({ tickets: [{}] });

    const { headers } = await put(zendesk, 1, "A");

    expect(headers.get(bucket)).toMatch(/^total=100; remaining=99; /);
  });
});

describe("thirty updates of one ticket", () => {
  const clock = clockAt("2026-11-20T15:00:00Z");
  const often = async (zendesk: Calling): Promise<void> => {
    for (let count = 1; count <= 30; count += 1) await put(zendesk, 1, `Update ${count}`);
  };

  it("are all that ten minutes hold", async () => {
    clock.set("2026-11-20T15:00:00Z");
    await using zendesk = await calling({ now: clock.now, tickets: [{}, {}] });

    await often(zendesk);
    clock.set("2026-11-20T15:09:00Z");
    const [refused, other] = [await put(zendesk, 1, "More"), await put(zendesk, 2, "More")];
    clock.set("2026-11-20T15:10:00Z");
    const later = await put(zendesk, 1, "More");

    expect([refused.status, refused.body]).toEqual([429, tooMany]);
    expect(refused.headers.get("retry-after")).toBe("60");
    expect([other.status, later.status]).toEqual([200, 200]);
    expect(zendesk.sandbox.usage.refused).toMatchObject({ "tickets-update": 0, ticket: 1 });
  });

  it("count in jobs too, where the row fails", async () => {
    clock.set("2026-11-20T15:00:00Z");
    await using zendesk = await calling({ now: clock.now, tickets: [{}, {}], jobs: atOnce });

    await often(zendesk);
    const answer = await zendesk.call("PUT", `${path}/update_many?ids=1,2`, { ticket: { priority: "low" } });
    const { results } = await finished(zendesk, answer);

    expect(results).toMatchObject([
      { id: 1, success: false, error: "TooManyRequests" },
      { id: 2, success: true },
    ]);
    expect(zendesk.sandbox.usage).toMatchObject({
      ticketUpdates: { perTicket: 30, rowsRefused: 1 },
      refused: { ticket: 0 },
    });
  });
});
