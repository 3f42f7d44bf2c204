import { DateTime } from "luxon";
import { expect, it } from "vitest";

import { applyScheduled } from "../../src/store/scheduled.ts";
import { listDue } from "../../src/store/work.ts";
import { aDesire, anOrganization, at } from "../support/builders.ts";
import { freshStore, type Store } from "./fresh-store.ts";
import { aMessage } from "./messages.ts";

const clientIds = ["C-1", "C-2", "C-3"];

/** What a worker does: take, write, settle. */
async function reconcile({ work, links }: Store, clientId: string): Promise<void> {
  const lease = await work.take({ kind: "reconcile-client", key: clientId });
  if (!lease) return;
  const organization = anOrganization({ id: 7000 + clientIds.indexOf(clientId), externalId: clientId });
  await work.hold(lease);
  await links.confirm(aDesire({ externalId: clientId }), organization, {
    what: "organization.updated",
    at: DateTime.utc(),
    before: organization,
    after: organization,
    change: {},
  });
  await work.settle(lease, { kind: "done" });
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
