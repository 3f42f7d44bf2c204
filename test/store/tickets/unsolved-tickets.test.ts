import { expect, it } from "vitest";

import { recordTicketPage } from "../../../src/store/inbox/catch-up.ts";
import { countTicketsToReview, listUnsolvedTickets } from "../../../src/store/tickets/unsolved-tickets.ts";
import { aTicket } from "../../domain/tickets/ticket-world.ts";
import { finish, freshStore } from "../fresh-store.ts";
import { anEvent } from "../messages.ts";

it("the unsolved tickets of organizations are shown, and those counted that are still to be reviewed", async () => {
  await using store = await freshStore();
  await recordTicketPage(
    store.db,
    [
      aTicket({ id: 1, status: "new" }),
      aTicket({ id: 2, status: "hold", organizationId: 7002 }),
      aTicket({ id: 3, status: "solved" }),
      aTicket({ id: 4, organizationId: 7003 }),
    ],
    "a",
  );
  await finish(store);
  await store.inbox.accept(anEvent("evt_1", { kind: "ticket", ticketId: 2, seen: null }));
  await store.inbox.accept(anEvent("evt_2", { kind: "ticket", ticketId: 9, seen: null }));

  const tickets = await listUnsolvedTickets(store.db, [7001, 7002]);

  expect(new Set(tickets.map(({ id }) => id))).toEqual(new Set([1, 2]));
  expect(await countTicketsToReview(store.db, [7001, 7002])).toBe(1);
  expect(await countTicketsToReview(store.db, [])).toBe(0);
});
