import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";

import { catchUpOrganizations, catchUpTickets } from "../../src/jobs/catch-up.ts";
import { Throttled } from "../../src/jobs/refusals.ts";
import { aTicket } from "../domain/tickets/ticket-world.ts";
import { at } from "../support/builders.ts";

const { signal } = new AbortController();
const since = DateTime.fromISO("2026-11-20T15:00:00Z", { zone: "utc" });

/** Three pages of two tickets each; the cursor of a page is where the next begins. */
function threePages(): {
  readonly asked: unknown[];
  readonly export: Parameters<typeof catchUpTickets>[1]["export"];
} {
  const asked: unknown[] = [];
  return {
    asked,
    export: {
      async next(from) {
        asked.push(from);
        const page = "cursor" in from ? Number(from.cursor) : 0;
        return {
          tickets: [aTicket({ id: page * 2 + 1 }), aTicket({ id: page * 2 + 2 })],
          cursor: String(page + 1),
          isLast: page === 2,
        };
      },
    },
  };
}

describe("catching up with tickets", () => {
  it("reads page by page, each from where the last one ended, and keeps each before it asks for the next", async () => {
    const pages = threePages();
    const recorded: unknown[] = [];

    const caughtUp = await catchUpTickets(
      { since },
      {
        export: pages.export,
        async record(tickets, cursor) {
          recorded.push([tickets.map(({ id }) => id), cursor, pages.asked.length]);
          return 1;
        },
        signal,
      },
    );

    expect(caughtUp).toEqual({ read: 6, toReview: 3 });
    expect(pages.asked).toEqual([{ since }, { cursor: "1" }, { cursor: "2" }]);
    expect(recorded).toEqual([
      [[1, 2], "1", 1],
      [[3, 4], "2", 2],
      [[5, 6], "3", 3],
    ]);
  });

  it("stops between two pages when it is told to", async () => {
    const pages = threePages();
    const stopping = new AbortController();

    const caughtUp = await catchUpTickets(
      { cursor: "0" },
      {
        export: pages.export,
        async record() {
          stopping.abort();
          return 0;
        },
        signal: stopping.signal,
      },
    );

    expect(caughtUp).toEqual({ read: 2, toReview: 0 });
    expect(pages.asked).toEqual([{ cursor: "0" }]);
  });

  it("leaves the rest to the next reading when a page names itself as the next", async () => {
    let asked = 0;

    const caughtUp = await catchUpTickets(
      { cursor: "7" },
      {
        export: {
          async next() {
            asked += 1;
            return { tickets: [aTicket()], cursor: "7", isLast: asked === 10 };
          },
        },
        record: async () => 0,
        signal,
      },
    );

    expect(caughtUp).toEqual({ read: 1, toReview: 0 });
    expect(asked).toBe(1);
  });

  it("waits where Zendesk asks for it, and loses no page", async () => {
    const pages = threePages();
    let isTurnedAway = false;

    const caughtUp = await catchUpTickets(
      { since },
      {
        export: {
          async next(from) {
            isTurnedAway = !isTurnedAway;
            if (isTurnedAway) throw new Throttled("zendesk answered 429", 1, "account");
            return await pages.export.next(from);
          },
        },
        record: async () => 0,
        signal,
      },
    );

    expect(caughtUp).toEqual({ read: 6, toReview: 0 });
  });

  it("ends when a page cannot be kept: the next reading begins with it", async () => {
    const pages = threePages();

    const caughtUp = catchUpTickets(
      { since },
      {
        export: pages.export,
        record: async () => {
          throw new Error("the database is away");
        },
        signal,
      },
    );

    await expect(caughtUp).rejects.toThrow("the database is away");
    expect(pages.asked).toHaveLength(1);
  });
});

describe("catching up with organizations", () => {
  it("reads from moment to moment", async () => {
    const asked: (string | null)[] = [];
    const kept: (string | null)[] = [];

    const caughtUp = await catchUpOrganizations(since, {
      export: {
        async next(from) {
          asked.push(from.toISO());
          return {
            organizations: [
              { organizationId: 7000 + asked.length, level: "los_vip", updatedAt: at(asked.length) },
            ],
            until: from.plus({ minutes: 1 }),
            isLast: asked.length === 2,
          };
        },
      },
      async record(organizations, until) {
        kept.push(until.toISO());
        return organizations.length;
      },
      signal,
    });

    expect(caughtUp).toEqual({ read: 2, toReview: 2 });
    expect(asked).toEqual(["2026-11-20T15:00:00.000Z", "2026-11-20T15:01:00.000Z"]);
    expect(kept).toEqual(["2026-11-20T15:01:00.000Z", "2026-11-20T15:02:00.000Z"]);
  });

  it("leaves the rest to the next reading when a page ends where it began", async () => {
    let asked = 0;

    const caughtUp = await catchUpOrganizations(since, {
      export: {
        async next(from) {
          asked += 1;
          return { organizations: [], until: from, isLast: false };
        },
      },
      record: async () => 0,
      signal,
    });

    expect(caughtUp).toEqual({ read: 0, toReview: 0 });
    expect(asked).toBe(1);
  });
});
