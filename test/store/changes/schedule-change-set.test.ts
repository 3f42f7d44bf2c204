import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";

import { Unfit } from "../../../src/operations/refusals.ts";
import { createChangeSets } from "../../../src/store/changes/change-set-operations.ts";
import { applyScheduled } from "../../../src/store/inbox/scheduled.ts";
import { empty, freshStore, type Store, valuesOf } from "../fresh-store.ts";
import { aMessage } from "../messages.ts";
import { somebodyWaits } from "../somebody-waits.ts";

let store: Store;
beforeAll(async () => (store = await freshStore()));
beforeEach(async () => {
  await empty(store);
  await store.inbox.accept(aMessage("msg_1", [{ clientId: "C-1", name: "Acme", segment: "VIP" }]));
});
afterAll(async () => await store[Symbol.asyncDispose]());

const december = new Date("2126-12-01T08:00:00Z");
const kim = { operator: "kim", reason: "the meeting of November" };
const wanted = {
  id: "2126-11",
  effectiveAt: december,
  changes: [
    { clientId: "C-9", segment: "SMB", serviceLevel: null },
    { clientId: "C-1", segment: "SMB", serviceLevel: "Corporate" },
  ],
};

it("says what it would do, in the order given, and changes nothing", async () => {
  const sets = createChangeSets(store.db);

  expect(await sets.plan(wanted)).toEqual([
    { clientId: "C-9", segment: "SMB", serviceLevel: null, name: null, now: null, openTickets: 0 },
    {
      clientId: "C-1",
      segment: "SMB",
      serviceLevel: "Corporate",
      name: "Acme",
      now: { segment: "VIP", serviceLevel: null },
      openTickets: 0,
    },
  ]);
  expect(await sets.list()).toEqual([]);
});

it("takes effect when its time comes, and says who scheduled it", async () => {
  const sets = createChangeSets(store.db);

  await sets.schedule(wanted, kim);

  expect(await sets.list()).toMatchObject([{ id: "2126-11", scheduled: 2, effectiveAt: december }]);
  expect(await valuesOf(store)).toMatchObject({ segment: "VIP" });
  const acts = await store.db
    .selectFrom("history")
    .select(["what", "actor", "reason"])
    .where("actor", "is not", null)
    .execute();
  expect(acts).toEqual([{ what: "change-set.scheduled", actor: kim.operator, reason: kim.reason }]);

  await store.db
    .updateTable("statements")
    .set({ effective_at: new Date("2026-01-01T00:00:00Z") })
    .execute();
  await applyScheduled(store.db, 100);
  expect(await valuesOf(store)).toMatchObject({ segment: "SMB", serviceLevel: "Corporate" });
});

it("counts once: of two of one name at the same time, one is refused", async () => {
  const sets = createChangeSets(store.db);

  const { scheduling } = await store.db.transaction().execute(async (tx) => {
    await sql`lock table messages in share mode`.execute(tx);
    const settled = Promise.allSettled([
      sets.schedule(wanted, kim),
      sets.schedule({ ...wanted, changes: wanted.changes.slice(1) }, { ...kim, operator: "pat" }),
    ]);
    await somebodyWaits(store.db, 2);
    return { scheduling: settled };
  });
  const both = await scheduling;

  expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(both.flatMap((one) => (one.status === "rejected" ? [one.reason] : []))).toEqual([expect.any(Unfit)]);
  const acts = store.db.selectFrom("history").select("what").where("actor", "is not", null);
  expect(await acts.execute()).toHaveLength(1);
});

it.each([
  ["its name is taken", wanted],
  ["its time is over", { ...wanted, id: "other", effectiveAt: new Date("2026-01-01T00:00:00Z") }],
  ["it has no changes", { ...wanted, id: "other", changes: [] }],
])("is refused when %s", async (_why, unfit) => {
  const sets = createChangeSets(store.db);
  await sets.schedule(wanted, kim);

  await expect(sets.plan(unfit)).rejects.toThrow(Unfit);
  await expect(sets.schedule(unfit, kim)).rejects.toThrow(Unfit);
  expect(await sets.list()).toHaveLength(1);
});
