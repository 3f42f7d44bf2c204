import { DateTime } from "luxon";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import type { Ticket } from "../../../src/domain/tickets/ticket.ts";
import type { KnownTicket, TicketWrite } from "../../../src/jobs/ticket-ports.ts";
import { aTicket } from "../../domain/tickets/ticket-world.ts";
import { at } from "../../support/builders.ts";
import { empty, freshStore, type Store } from "../fresh-store.ts";
import { aTicketEvent, anEvent } from "../messages.ts";

let store: Store;
beforeAll(async () => (store = await freshStore()));
beforeEach(async () => await empty(store));
afterAll(async () => await store[Symbol.asyncDispose]());

async function known(ticketId = 1): Promise<KnownTicket | undefined> {
  return (await store.tickets.list([ticketId])).get(ticketId);
}

/** As a review does it: reads what is known, lets something happen while it asks Zendesk, saves the answer. */
async function look(answer: Ticket, meanwhile: () => Promise<unknown> = async () => {}): Promise<void> {
  const heard = (await known(answer.id))?.heard ?? 0;
  await meanwhile();
  await store.tickets.save([{ ticket: answer, heard }]);
}

function aWrite(second: number): TicketWrite {
  return {
    at: DateTime.fromISO(at(0), { zone: "utc" }).plus({ seconds: second }),
    before: aTicket({ tags: [] }),
    change: { addTags: ["los_vip"], removeTags: [] },
  };
}

describe("a ticket", () => {
  it("that we never heard of is absent", async () => {
    expect(await store.tickets.list([1, 2])).toEqual(new Map());
  });

  it("that Zendesk showed is known as it is, to the last character", async () => {
    const ticket = aTicket({ id: 9_007_199_254_740_991, subject: `"O'Brien" \\ 👩‍👩‍👧`, organizationId: null });

    await look(ticket);

    expect(await known(ticket.id)).toEqual({ ticket, isDoubted: false, heard: 0, writes: [] });
  });

  it("that an event named is known to be there, and no more", async () => {
    await store.inbox.accept(anEvent("evt_1", { kind: "ticket", ticketId: 1, seen: null }));

    expect(await known()).toMatchObject({ ticket: null, isDoubted: true });
  });

  it("that is gone is forgotten, and only it", async () => {
    await look(aTicket({ id: 1 }));
    await look(aTicket({ id: 2 }));

    await store.tickets.forget([1, 404]);

    expect(await known(1)).toMatchObject({ ticket: null });
    expect(await known(2)).toMatchObject({ ticket: { id: 2 } });
    expect(await known(404)).toBeUndefined();
  });

  it("may be none", async () => {
    await store.tickets.save([]);
    await store.tickets.doubt([]);
    await store.tickets.forget([]);

    expect(await store.tickets.list([])).toEqual(new Map());
  });
});

describe("a doubt", () => {
  it("is answered by what Zendesk shows", async () => {
    await look(aTicket());
    await store.tickets.doubt([1]);
    expect(await known()).toMatchObject({ isDoubted: true });

    await look(aTicket({ updatedAt: at(2) }));

    expect(await known()).toMatchObject({ isDoubted: false, ticket: { updatedAt: at(2) } });
  });

  it("that comes up while Zendesk answers stays", async () => {
    await look(aTicket());
    await store.tickets.doubt([1]);

    await look(aTicket({ updatedAt: at(2) }), async () => await store.tickets.doubt([1]));

    expect(await known()).toMatchObject({ isDoubted: true, ticket: { updatedAt: at(2) } });
  });

  it("about a ticket that nobody knows is none", async () => {
    await store.tickets.doubt([404]);

    expect(await known(404)).toBeUndefined();
  });
});

describe("an event that comes while Zendesk answers", () => {
  const answer = aTicket({ status: "open", updatedAt: at(2) });
  const event = (seen: Ticket) => async () => await store.inbox.accept(aTicketEvent("evt_1", seen));
  beforeEach(async () => await look(aTicket({ updatedAt: at(1) })));

  it("counts when it is later", async () => {
    await look(answer, event(aTicket({ status: "pending", updatedAt: at(3) })));

    expect(await known()).toMatchObject({
      isDoubted: false,
      ticket: { status: "pending", updatedAt: at(3) },
    });
  });

  it("gives way when it is older", async () => {
    await look(answer, event(aTicket({ status: "pending", updatedAt: "2026-11-20T15:01:30.000000000Z" })));

    expect(await known()).toMatchObject({ isDoubted: false, ticket: answer });
  });

  it("leaves a doubt when it is of the same second and shows something else", async () => {
    await look(answer, event({ ...answer, status: "pending" }));

    expect(await known()).toMatchObject({ isDoubted: true });
  });

  it("and is the echo of our own write leaves none", async () => {
    await look(answer, event(answer));

    expect(await known()).toMatchObject({ isDoubted: false, ticket: answer });
  });
});

describe("an event of our own write that is faster than its answer", () => {
  const before = aTicket({ tags: [], updatedAt: at(1) });
  const after = { ...before, tags: ["los_vip"] };

  /** Within the second in which the ticket was changed by somebody else. */
  async function write(...meanwhile: readonly (() => Promise<unknown>)[]): Promise<void> {
    await look(before);
    const heard = (await known())?.heard ?? 0;
    for (const happen of meanwhile) await happen();
    await store.tickets.save([{ ticket: after, heard, write: { ...aWrite(0), before } }]);
  }
  const event = (id: string, seen: Ticket | null) => async () =>
    await store.inbox.accept(anEvent(id, { kind: "ticket", ticketId: 1, seen }));

  it("leaves no doubt, though both states are of one second", async () => {
    await write(event("evt_1", after));

    expect(await known()).toMatchObject({ isDoubted: false, ticket: after });
  });

  it("leaves one when it was not the only one", async () => {
    await write(event("evt_1", { ...before, status: "pending" }), event("evt_2", after));

    expect(await known()).toMatchObject({ isDoubted: true });
  });

  it("leaves one when another does not say what it shows", async () => {
    await write(event("evt_1", null));

    expect(await known()).toMatchObject({ isDoubted: true });
  });
});

describe("our writes to a ticket", () => {
  it("are remembered, the newest ten in order", async () => {
    for (let second = 1; second <= 12; second += 1) {
      await store.tickets.save([{ ticket: aTicket(), heard: 0, write: aWrite(second) }]);
    }

    expect((await known())?.writes.map(({ second }) => second)).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  });

  it("are in the history, with both sides; what we only saw is not", async () => {
    await store.tickets.save([
      { ticket: aTicket({ tags: ["los_vip"] }), heard: 0, write: aWrite(1) },
      { ticket: aTicket({ id: 2 }), heard: 0 },
    ]);

    const rows = await store.db.selectFrom("history").selectAll().execute();
    expect(rows).toEqual([
      {
        id: 1n,
        at: new Date("2026-11-20T15:00:01Z"),
        client_id: null,
        ticket_id: 1n,
        what: "ticket.updated",
        before: aTicket({ tags: [] }),
        after: aTicket({ tags: ["los_vip"] }),
        change: { addTags: ["los_vip"], removeTags: [] },
        actor: null,
        reason: null,
      },
    ]);
  });
});
