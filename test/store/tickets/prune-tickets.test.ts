import { sql } from "kysely";
import { DateTime } from "luxon";
import { expect, it } from "vitest";

import { instantOf } from "../../../src/domain/instant.ts";
import { pruneTickets } from "../../../src/store/tickets/prune-tickets.ts";
import { applyTicketSignals } from "../../../src/store/inbox/apply-ticket-signals.ts";
import { aTicket } from "../../domain/tickets/ticket-world.ts";
import { finish, freshStore, type Store } from "../fresh-store.ts";
import { aTicketEvent } from "../messages.ts";

const now = DateTime.fromISO("2026-11-20T15:00:00Z", { zone: "utc" });

/** A ticket that was open, and since so many days has this status. */
async function become(store: Store, id: number, status: "solved" | "closed" | "deleted", days: number) {
  const before = aTicket({ id, updatedAt: instantOf(now.minus({ days: days + 1 })) });
  await store.inbox.accept(aTicketEvent(`evt_${id}`, before));
  const seen = aTicket({ id, status, updatedAt: instantOf(now.minus({ days })) });
  await store.db.transaction().execute(async (tx) => {
    await applyTicketSignals(tx, [{ ticketId: id, seen }]);
  });
}

it("what was closed or deleted long ago is forgotten, and so is that there is nothing to do with it", async () => {
  await using store = await freshStore();
  await become(store, 1, "closed", 15);
  await become(store, 2, "deleted", 15);
  await become(store, 3, "closed", 13);
  await become(store, 4, "solved", 400);
  await become(store, 6, "solved", 0);
  await store.tickets.forget([6]);
  await finish(store);
  await become(store, 5, "closed", 15);

  expect(await pruneTickets(store.db, now)).toBe(3);

  const { rows } = await sql<{ key: string }>`
    select key from work join tickets on key = ticket_id::text order by key`.execute(store.db);
  expect(rows.map(({ key }) => key)).toEqual(["3", "4", "5"]);
  expect(new Set((await store.tickets.list([1, 2, 3, 4, 5, 6])).keys())).toEqual(new Set([3, 4, 5]));
  expect(await store.work.take({ kind: "review-ticket", key: "1" })).toBeUndefined();
});
