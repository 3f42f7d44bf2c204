import { sql } from "kysely";
import { expect, it } from "vitest";

import { pruneMessages } from "../../../src/store/inbox/prune-messages.ts";
import { freshStore } from "../fresh-store.ts";

it("old events of Zendesk's are deleted; what nobody could read stays, and so does what accounting said", async () => {
  await using store = await freshStore();
  await sql`
    insert into messages (source, id, kind, body, digest, occurred_at, received_at, unreadable)
    select source, id, 'any', '', '', now(), now() - age, unreadable
    from (values
      ('zendesk', 'old', interval '15 days', null),
      ('zendesk', 'recent', interval '13 days', null),
      ('zendesk', 'old and unreadable', interval '15 days', 'no JSON'),
      ('accounting', 'old', interval '400 days', null)
    ) as message(source, id, age, unreadable)`.execute(store.db);

  expect(await pruneMessages(store.db)).toBe(1);
  const { rows } = await sql<{ message: string }>`
    select source || ' ' || id as message from messages order by 1`.execute(store.db);
  expect(rows.map(({ message }) => message)).toEqual([
    "accounting old",
    "zendesk old and unreadable",
    "zendesk recent",
  ]);
});
