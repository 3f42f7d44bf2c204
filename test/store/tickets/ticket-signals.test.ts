import { setTimeout as sleep } from "node:timers/promises";

import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import type { Ticket } from "../../../src/domain/tickets/ticket.ts";
import type { Accepted } from "../../../src/jobs/inbox.ts";
import type { WorkKey } from "../../../src/jobs/ports.ts";
import { recordMessages } from "../../../src/store/inbox/record-messages.ts";
import { listDue } from "../../../src/store/leases/work.ts";
import { aTicket } from "../../domain/tickets/ticket-world.ts";
import { at } from "../../support/builders.ts";
import { empty, finish, freshStore, reviewsIn, type Store } from "../fresh-store.ts";
import { aMessage, anEvent, aTicketEvent } from "../messages.ts";

let store: Store;
beforeAll(async () => (store = await freshStore()));
beforeEach(async () => await empty(store));
afterAll(async () => await store[Symbol.asyncDispose]());

let events = 0;

/** An event that shows the ticket comes in. */
async function show(ticket: Ticket): Promise<Accepted> {
  events += 1;
  return await store.inbox.accept(aTicketEvent(`evt_${events}`, ticket));
}

/** An event that only names it. */
async function name(ticketId: number): Promise<Accepted> {
  events += 1;
  return await store.inbox.accept(anEvent(`evt_${events}`, { kind: "ticket", ticketId, seen: null }));
}

async function stateOf(ticketId = 1): Promise<{ ticket: Ticket | null; isDoubted: boolean } | undefined> {
  return (await store.tickets.list([ticketId])).get(ticketId);
}

function review(ticketId: number): WorkKey {
  return { kind: "review-ticket", key: String(ticketId) };
}

describe("an event about a ticket that we never heard of", () => {
  it("is kept, the ticket is known, and somebody waits for its review", async () => {
    const accepted = await show(aTicket());

    expect(accepted).toEqual({ duplicate: false, dirty: [review(1)] });
    expect(await stateOf()).toMatchObject({ ticket: aTicket(), isDoubted: false });
    expect(await reviewsIn(store)).toEqual(["1 live"]);
  });

  it("again is a duplicate and has no second effect", async () => {
    await store.inbox.accept(aTicketEvent("evt_again", aTicket()));
    await finish(store);

    const accepted = await store.inbox.accept(aTicketEvent("evt_again", aTicket()));

    expect(accepted).toEqual({ duplicate: true, dirty: [] });
    expect(await reviewsIn(store)).toEqual([]);
  });

  it("that is solved remembers it, and there is nothing to do", async () => {
    expect((await show(aTicket({ status: "solved" }))).dirty).toEqual([]);
    expect(await stateOf()).toMatchObject({ ticket: { status: "solved" } });
  });

  it.each(["closed", "deleted"] as const)("that is %s leaves nothing behind", async (status) => {
    expect((await show(aTicket({ status }))).dirty).toEqual([]);
    expect(await stateOf()).toBeUndefined();
  });

  it("that does not show it has it fetched", async () => {
    expect((await name(1)).dirty).toEqual([review(1)]);
    expect(await stateOf()).toMatchObject({ ticket: null, isDoubted: true });
  });
});

describe("an event about a ticket that we know", () => {
  beforeEach(async () => {
    await show(aTicket({ updatedAt: at(5), tags: ["los_smb", "web"] }));
    await finish(store);
  });

  it.each<[string, Partial<Ticket>]>([
    ["is the echo of what we saw or wrote", { updatedAt: at(5) }],
    ["shows the tags in another order", { updatedAt: at(5), tags: ["web", "los_smb"] }],
    ["is late", { updatedAt: at(4), status: "new", tags: [] }],
    ["is later, and shows all we look at as it was", { updatedAt: at(6) }],
  ])("costs nothing when it %s", async (_, seen) => {
    expect((await show(aTicket({ tags: ["los_smb", "web"], ...seen }))).dirty).toEqual([]);
    expect(await reviewsIn(store)).toEqual([]);
    expect(await stateOf()).toMatchObject({ isDoubted: false });
  });

  it("and is late does not change what we know", async () => {
    await show(aTicket({ updatedAt: at(4), status: "new" }));

    expect(await stateOf()).toMatchObject({ ticket: { status: "open", updatedAt: at(5) } });
  });

  it.each<[string, Partial<Ticket>]>([
    ["organization", { organizationId: 7002 }],
    ["priority", { priority: null }],
    ["group", { groupId: null }],
    ["tags", { tags: ["los_vip"] }],
    ["status", { status: "closed" }],
  ])("has it reviewed, without a fetch, when it shows another %s", async (_, seen) => {
    expect((await show(aTicket({ updatedAt: at(6), ...seen }))).dirty).toEqual([review(1)]);
    expect(await stateOf()).toMatchObject({ ticket: seen, isDoubted: false });
  });

  it("has it fetched when it shows something else within the same second", async () => {
    expect((await show(aTicket({ updatedAt: at(5), status: "pending" }))).dirty).toEqual([review(1)]);
    expect(await stateOf()).toMatchObject({ isDoubted: true });
  });

  it("has it fetched when it does not show it, and what we know stays meanwhile", async () => {
    expect((await name(1)).dirty).toEqual([review(1)]);
    expect(await stateOf()).toMatchObject({ ticket: { updatedAt: at(5) }, isDoubted: true });
  });

  it("that is doubted has it looked at again even if it shows what we knew: the fetch may find something between", async () => {
    await name(1);
    const [lease] = await store.work.takeDue("review-ticket", "live", 1);
    const { heard } = (await store.tickets.list([1])).get(1)!;

    await show(aTicket({ updatedAt: at(7), tags: ["los_smb", "web"] }));
    await store.tickets.save([{ ticket: aTicket({ updatedAt: at(6), tags: [] }), heard }]);

    expect(await store.work.settleAll([{ lease: lease!, ending: { kind: "done" } }])).toEqual(["again"]);
    expect(await stateOf()).toMatchObject({ isDoubted: true });
  });

  it("while it is being forgotten is an event about one that we never heard of", async () => {
    const [forgetting, shown] = await store.db.transaction().execute(async (tx) => {
      await sql`select 1 from tickets for update`.execute(tx);
      const forgetsFirst = store.tickets.forget([1]);
      await sleep(100);
      const thenShown = show(aTicket({ updatedAt: at(6), tags: [] }));
      await sleep(100);
      return [forgetsFirst, thenShown];
    });
    await forgetting;

    expect((await shown).dirty).toEqual([review(1)]);
    expect(await stateOf()).toMatchObject({ ticket: { updatedAt: at(6) }, isDoubted: false });
  });

  it("does not take away the doubt of another", async () => {
    await name(1);
    await show(aTicket({ updatedAt: at(6) }));

    expect(await stateOf()).toMatchObject({ ticket: { updatedAt: at(6) }, isDoubted: true });
  });
});

describe("events that share a transaction", () => {
  it("count as if they had come one by one, the latest for the state", async () => {
    const [, , third] = await recordMessages(store.db, [
      aTicketEvent("evt_a", aTicket({ id: 2, updatedAt: at(3), status: "pending" })),
      aTicketEvent("evt_b", aTicket({ id: 2, updatedAt: at(2) })),
      anEvent("evt_c", { kind: "ticket", ticketId: 3, seen: null }),
      aTicketEvent("evt_d", aTicket({ id: 3, updatedAt: at(1) })),
      aTicketEvent("evt_e", aTicket({ id: 2, updatedAt: at(4), status: "hold" })),
    ]);

    expect(third).toEqual({ duplicate: false, dirty: [review(3)] });
    expect(await stateOf(2)).toMatchObject({ ticket: { status: "hold" }, isDoubted: false });
    expect(await stateOf(3)).toMatchObject({ ticket: { updatedAt: at(1) }, isDoubted: true });
    expect(await reviewsIn(store)).toEqual(["2 live", "3 live"]);
  });

  it("come in whole while messages of accounting come in between", async () => {
    const accepted = await Promise.all(
      Array.from({ length: 60 }, async (_none, index) =>
        index % 3 === 0
          ? await store.inbox.accept(
              aMessage(`msg_${index}`, { name: "Acme", segment: "VIP", clientId: `C-${index}` }),
            )
          : await store.inbox.accept(aTicketEvent(`evt_in_${index}`, aTicket({ id: index }))),
      ),
    );

    expect(accepted.every(({ dirty }) => dirty.length === 1)).toBe(true);
    expect(await reviewsIn(store)).toHaveLength(40);
  });
});

describe("a signed message that cannot be read", () => {
  it("is kept with its reason, and there is nothing to do", async () => {
    const reason = "ticket.updated does not say of what";

    const accepted = await store.inbox.accept(anEvent("evt_1", { kind: "unreadable", reason }));

    expect(accepted).toEqual({ duplicate: false, dirty: [] });
    const kept = await store.db.selectFrom("messages").select(["id", "unreadable"]).execute();
    expect(kept).toEqual([{ id: "evt_1", unreadable: reason }]);
  });
});

describe("the review of a ticket", () => {
  it("is found by the sweep when nobody took it, beside the clients", async () => {
    await show(aTicket());
    await store.inbox.accept(aMessage("msg_1", { name: "Acme", segment: "VIP" }));
    await store.db
      .updateTable("work")
      .set({ dirty_since: new Date("2026-01-01T00:00:00Z") })
      .execute();

    expect(await listDue(store.db, 10)).toEqual([{ kind: "reconcile-client", key: "C-1" }, review(1)]);
  });

  it("is taken with the reviews of others, and never with a client", async () => {
    await show(aTicket());
    await store.inbox.accept(aMessage("msg_1", { clientId: "1", name: "Acme", segment: "VIP" }));

    expect(await store.work.takeDue("review-ticket", "live", 10)).toMatchObject([review(1)]);
    expect(await store.work.takeDue("reconcile-client", "live", 10)).toMatchObject([
      { kind: "reconcile-client", key: "1" },
    ]);
  });

  it("of ticket 123 does not close the conflict of client 123", async () => {
    const detail = { message: "the name is taken" };
    await store.db
      .insertInto("conflicts")
      .values({ client_id: "123", cause: "name-taken", detail: JSON.stringify(detail) })
      .execute();
    await show(aTicket({ id: 123 }));
    const lease = await store.work.take(review(123));

    expect(await store.work.settleAll([{ lease: lease!, ending: { kind: "done" } }])).toEqual(["settled"]);

    const open = await store.db.selectFrom("conflicts").selectAll().where("closed_at", "is", null).execute();
    expect(open).toMatchObject([{ client_id: "123", detail }]);
  });

  it("that lost its lease has the ticket fetched and looked at again", async () => {
    await show(aTicket());
    await finish(store);

    await store.work.doubt(review(1));

    expect(await stateOf()).toMatchObject({ isDoubted: true });
    expect(await reviewsIn(store)).toEqual(["1 live"]);
  });
});
