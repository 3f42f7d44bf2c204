import { sql } from "kysely";
import { expect, it } from "vitest";

import { pruneHistory } from "../../../src/store/history/prune-history.ts";
import { freshStore } from "../fresh-store.ts";

it("a re-run that becomes too old just now is left for the next time, with its jobs", async () => {
  await using store = await freshStore();
  const { db } = store;
  await sql`
    insert into retries (at, operator, reason, filter)
    values (now() - interval '9 years', 'eve', '', '{}'), (now() - interval '730 days' + interval '1 second', 'eve', '', '{}')`.execute(
    db,
  );
  await sql`
    insert into retried (retry_id, kind, key, version, state, attempts)
    select id, 'reconcile-client', 'C-1', 1, 'failed', 12 from retries`.execute(db);
  await sql`
    create function take_long() returns trigger language plpgsql as $$
    begin
      perform pg_sleep(1.5);
      return null;
    end $$`.execute(db);
  await sql`
    create trigger take_long after delete on retried execute function take_long()`.execute(db);

  const pruned = await pruneHistory(db, { historyDays: 730, callsDays: 90 });

  expect(pruned).toMatchObject({ retried: 1, retries: 1 });
});

it("what is kept for people is deleted when its days are over, and what is older than needed with it", async () => {
  await using store = await freshStore();
  const { db } = store;
  for (const [id, days] of [89, 91, 729, 731].entries()) {
    const at = sql`now() - make_interval(days => ${days})`;
    await sql`insert into history (at, what) values (${at}, ${days})`.execute(db);
    await sql`
      insert into calls (at, kind, keys, method, path, took_ms)
      values (${at}, 'reconcile-client', '{C-1}', 'PUT', '/', ${days})`.execute(db);
    await sql`
      insert into conflicts (client_id, cause, detail, opened_at, closed_at)
      values (${days}::text, 'name-taken', '{}', now() - interval '9 years', ${at})`.execute(db);
    await sql`insert into retries (at, operator, reason, filter) values (${at}, 'eve', '', '{}')`.execute(db);
    await sql`
      insert into retried (retry_id, kind, key, version, state, attempts)
      values (${id + 1}, 'reconcile-client', 'C-1', 1, 'failed', 12)`.execute(db);
    const expiresAt = sql`now() + make_interval(days => ${id} - 2, mins => 1)`;
    await sql`
      insert into sessions (id_hash, name, token_hash, secret, expires_at)
      values (${Buffer.from([id])}, 'eve', '', '', ${expiresAt})`.execute(db);
    await sql`insert into spent_tokens (nonce, expires_at) values (${id}::text, ${expiresAt})`.execute(db);
  }
  await sql`
    insert into conflicts (client_id, cause, detail, opened_at)
    values ('C-1', 'name-taken', '{}', now() - interval '9 years')`.execute(db);

  const days = { historyDays: 730, callsDays: 90 };
  const pruned = { history: 1, calls: 3, conflicts: 1, retried: 1, retries: 1, sessions: 2, tokens: 2 };
  expect(await pruneHistory(db, days)).toEqual(pruned);

  const { rows } = await sql`
    select what from history union all select took_ms::text from calls order by 1`.execute(db);
  expect(rows).toEqual([{ what: "729" }, { what: "89" }, { what: "89" }, { what: "91" }]);
  expect(Object.values(await pruneHistory(db, days)).every((count) => count === 0)).toBe(true);
});
