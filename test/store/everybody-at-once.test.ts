import { DateTime } from "luxon";
import { expect, it } from "vitest";

import { instantOf } from "../../src/domain/instant.ts";
import type { Ticket } from "../../src/domain/tickets/ticket.ts";
import type { Message } from "../../src/jobs/inbox.ts";
import type { OrganizationLevel } from "../../src/jobs/ticket-ports.ts";
import { recordOrganizationPage, recordTicketPage } from "../../src/store/inbox/catch-up.ts";
import { requestFullCompare } from "../../src/store/leases/full-compare.ts";
import { recordMessages } from "../../src/store/inbox/record-messages.ts";
import { applyScheduled } from "../../src/store/inbox/scheduled.ts";
import { listDue } from "../../src/store/leases/work.ts";
import { aTicket } from "../domain/tickets/ticket-world.ts";
import { aDesire, anOrganization, at } from "../support/builders.ts";
import { freshStore, type Store } from "./fresh-store.ts";
import { aMessage, anEvent, aTicketEvent } from "./messages.ts";

const clientIds = ["C-1", "C-2", "C-3"];

/** What a worker does: take, write, settle. */
async function reconcile({ work, links }: Store, clientId: string): Promise<void> {
  const lease = await work.take({ kind: "reconcile-client", key: clientId });
  if (!lease) return;
  const organization = anOrganization({ id: 7000 + clientIds.indexOf(clientId), externalId: clientId });
  await work.holdAll([lease]);
  await links.confirm(aDesire({ externalId: clientId }), organization, {
    what: "organization.updated",
    at: DateTime.utc(),
    before: organization,
    after: organization,
    change: {},
  });
  await work.settleAll([{ lease, ending: { kind: "done" } }]);
}

it("messages, scheduled changes and workers on the same clients never block each other, and nothing is left undone", async () => {
  await using store = await freshStore();
  for (const clientId of clientIds) {
    await store.inbox.accept(aMessage(`msg_${clientId}`, { clientId, name: clientId, segment: "VIP" }));
  }

  for (let round = 0; round < 25; round += 1) {
    const occurredAt = at(round + 1);
    const changes = clientIds.map((clientId) => ({ clientId, segment: round % 2 ? "SMB" : "VIP" }));
    await store.inbox.accept(
      aMessage(`later_${round}`, changes, { occurredAt, effectiveAt: "2026-01-01T00:00:00.000000000Z" }),
    );
    await Promise.all([
      store.inbox.accept(aMessage(`up_${round}`, changes, { occurredAt })),
      store.inbox.accept(aMessage(`down_${round}`, changes.toReversed(), { occurredAt })),
      applyScheduled(store.db, 2),
      applyScheduled(store.db, 2),
      ...clientIds.map(async (clientId) => await reconcile(store, clientId)),
      listDue(store.db, 10),
    ]);
  }
  await applyScheduled(store.db, 100);
  for (const clientId of clientIds) await reconcile(store, clientId);
  const work = await store.db.selectFrom("work").selectAll().execute();

  expect(work.map(({ state, version, applied_version }) => [state, version === applied_version])).toEqual([
    ["ok", true],
    ["ok", true],
    ["ok", true],
  ]);
});

const organizationIds = [7000, 7001, 7002];
const ticketIds = Array.from({ length: 40 }, (_none, index) => index + 1);

/** What a review does: take, read, save, settle. */
async function review({ work, tickets, levels }: Store, round: number): Promise<void> {
  const leases = await work.takeDue("review-ticket", round % 2 ? "live" : "bulk", 20);
  const known = await tickets.list(leases.map(({ key }) => Number(key)));
  await tickets.save(
    leases.map(({ key }) => ({
      ticket: ticketOf(Number(key), round),
      heard: known.get(Number(key))?.heard ?? 0,
      write: {
        at: DateTime.utc(),
        before: ticketOf(Number(key), round),
        change: { addTags: [], removeTags: [] },
      },
    })),
  );
  await levels.list(organizationIds);
  await work.holdAll(leases);
  await work.settleAll(leases.map((lease) => ({ lease, ending: { kind: "done" } })));
}

/** Each round shows each ticket in another organization. */
function ticketOf(id: number, round: number): Ticket {
  return aTicket({ id, organizationId: organizationIds[(id + round) % 3]!, updatedAt: at(round) });
}

/** A message with signals about everything, in this order. */
function signals(id: string, round: number, inOrder: <Item>(items: readonly Item[]) => Item[]): Message[] {
  const updatedAt = instantOf(DateTime.utc());
  return inOrder([
    ...organizationIds.map((organizationId) =>
      anEvent(`${id}_${organizationId}`, { kind: "organization", organizationId, updatedAt }),
    ),
    ...ticketIds.map((ticketId) => aTicketEvent(`${id}_${ticketId}`, ticketOf(ticketId, round))),
  ]);
}

it("events, exports, reviews, doubts and workers on the same organizations and tickets never block each other", async () => {
  await using store = await freshStore();
  const { db, links, tickets, levels, work } = store;
  for (const clientId of clientIds.slice(1)) {
    await store.inbox.accept(aMessage(`msg_${clientId}`, { clientId, name: clientId, segment: "VIP" }));
  }
  const forwards = <Item>(items: readonly Item[]): Item[] => [...items];
  const backwards = <Item>(items: readonly Item[]): Item[] => items.toReversed();
  const levelsIn = (round: number): OrganizationLevel[] =>
    organizationIds.map((organizationId) => ({
      organizationId,
      level: round % 2 ? "los_vip" : "los_smb",
      updatedAt: instantOf(DateTime.utc()),
    }));

  for (let round = 0; round < 25; round += 1) {
    const confirmations = [1, 2].map((index) => ({
      desired: aDesire({ externalId: clientIds[index]! }),
      organization: anOrganization({
        id: organizationIds[index]!,
        fields: { client_service_level: round % 2 ? "los_vip" : "los_smb" },
        updatedAt: instantOf(DateTime.utc()),
      }),
    }));
    await Promise.all([
      recordMessages(db, signals(`up_${round}`, round, forwards)),
      recordMessages(db, signals(`down_${round}`, round, backwards)),
      recordTicketPage(
        db,
        backwards(ticketIds).map((id) => ticketOf(id, round)),
        `cursor-${round}`,
      ),
      recordOrganizationPage(db, backwards(levelsIn(round)), "2026-11-20T15:00:00Z"),
      levels.observe(levelsIn(round + 1)),
      links.confirmAll(backwards(confirmations)),
      tickets.doubt(backwards(ticketIds)),
      tickets.forget([ticketIds[round]!, 2, 1]),
      requestFullCompare(db),
      ...[7, 5, 3].map(async (key) => await work.doubt({ kind: "review-ticket", key: String(key) })),
      review(store, round),
      review(store, round + 1),
      ...clientIds.slice(1).map(async (clientId) => await reconcile(store, clientId)),
    ]);
  }
  for (const urgency of ["live", "bulk"] as const) {
    const leases = await work.takeDue("review-ticket", urgency, 100);
    await work.settleAll(leases.map((lease) => ({ lease, ending: { kind: "done" } })));
  }

  const reviews = await db.selectFrom("work").selectAll().where("kind", "=", "review-ticket").execute();
  expect(reviews).toHaveLength(40);
  expect(reviews.every(({ state, lease_until }) => state === "ok" && lease_until === null)).toBe(true);
});
