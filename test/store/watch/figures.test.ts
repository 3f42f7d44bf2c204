import { sql } from "kysely";
import { describe, expect, it } from "vitest";

import { readFigures } from "../../../src/store/watch/figures.ts";
import { freshStore, type Store } from "../fresh-store.ts";

/** So many rows of work, each from the number before to its own. */
async function addWork({ db }: Store, upTo: Readonly<Record<string, number>>): Promise<void> {
  let from = 1;
  for (const [what, to] of Object.entries(upTo)) {
    const [kind, state, urgency] = what.split(" ");
    await sql`
      insert into work (kind, key, version, applied_version, state, dirty_since, urgency, attempts, epoch)
      select ${kind}, number::text, 1, case ${state} when 'ok' then 1 else 0 end, ${state},
        case when ${state} <> 'ok' then now() - make_interval(secs => number) end, ${urgency}, 0, 0
      from generate_series(${from}::int, ${to}::int) as number`.execute(db);
    from = to + 1;
  }
}

const byKindAndState = (
  one: { kind: string; state: string },
  other: { kind: string; state: string },
): number => (one.kind + one.state < other.kind + other.state ? -1 : 1);

describe("the figures of the store", () => {
  it("of a new installation are none", async () => {
    await using store = await freshStore();

    expect(await readFigures(store.db)).toEqual({ work: [], oldest: [], openConflicts: 0, sweeps: [] });
  });

  it("count work by kind and state, and say how long the oldest waits", async () => {
    await using store = await freshStore();
    await addWork(store, {
      "reconcile-client ok live": 3,
      "reconcile-client pending live": 5,
      "reconcile-client failed live": 6,
      "review-ticket pending bulk": 10,
    });

    const { work, oldest } = await readFigures(store.db);

    expect(work.toSorted(byKindAndState)).toEqual([
      { kind: "reconcile-client", state: "failed", count: 1 },
      { kind: "reconcile-client", state: "ok", count: 3 },
      { kind: "reconcile-client", state: "pending", count: 2 },
      { kind: "review-ticket", state: "pending", count: 4 },
    ]);
    expect(oldest.map(({ ageSeconds, ...rest }) => ({ ...rest, age: Math.floor(ageSeconds) }))).toEqual([
      { kind: "reconcile-client", urgency: "live", age: 5 },
      { kind: "review-ticket", urgency: "bulk", age: 10 },
    ]);
  });

  it("count open conflicts, and say how long ago each sweep began", async () => {
    await using store = await freshStore();
    await sql`insert into conflicts (client_id, cause, detail) values ('C-1', 'name-taken', '{}')`.execute(
      store.db,
    );
    await sql`insert into sweeps (name, started_at) values ('policy-drift', now() - interval '90 s')`.execute(
      store.db,
    );

    const { openConflicts, sweeps } = await readFigures(store.db);

    expect(openConflicts).toBe(1);
    expect(sweeps).toEqual([{ name: "policy-drift", ageSeconds: expect.closeTo(90, 0) }]);
  });

  it("of much work estimate what is in step, and count what waits or stopped", async () => {
    await using store = await freshStore({ queryTimeoutMs: 60_000 });
    await addWork(store, {
      "review-ticket ok live": 100_000,
      "reconcile-client ok live": 118_000,
      "review-ticket pending bulk": 119_000,
      "review-ticket failed live": 120_000,
    });
    await sql`analyze work`.execute(store.db);

    const { work } = await readFigures(store.db);

    expect(work.toSorted(byKindAndState)).toEqual([
      { kind: "reconcile-client", state: "ok", count: expect.closeTo(18_000, -4) },
      { kind: "review-ticket", state: "failed", count: 1000 },
      { kind: "review-ticket", state: "ok", count: expect.closeTo(100_000, -4) },
      { kind: "review-ticket", state: "pending", count: 1000 },
    ]);
  });

  it("of much work that waits tell about how much it is", async () => {
    await using store = await freshStore({ queryTimeoutMs: 60_000 });
    await addWork(store, { "review-ticket pending bulk": 110_000 });
    const pending = { kind: "review-ticket", state: "pending" };

    await sql`analyze work`.execute(store.db);
    const { work } = await readFigures(store.db);

    expect(work).toContainEqual({ ...pending, count: expect.closeTo(110_000, -4) });
  });
});
