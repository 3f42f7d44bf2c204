import { sql, type Transaction } from "kysely";

import type { WorkKind } from "../../jobs/ports.ts";
import type { Schema } from "../schema.ts";

export type Marking = {
  /** Keys of which something else is desired now. Default: all. */
  readonly changed?: ReadonlySet<string>;
  /** Keys that somebody waits for. Default: none. */
  readonly live?: ReadonlySet<string>;
};

/**
 * What changed gets a new version. What nobody changed is left alone, unless its job had stopped for a person: a new
 * message is a new chance. It does not shorten the wait that Zendesk asked for. A key that is new begins with an epoch that it
 * did not have before it was forgotten, should somebody still hold it. Answers the keys with work to do.
 */
export async function markDirty(
  tx: Transaction<Schema>,
  kind: WorkKind,
  keys: readonly string[],
  { changed = new Set(keys), live = new Set() }: Marking = {},
): Promise<ReadonlySet<string>> {
  if (keys.length === 0) return new Set();
  const { rows } = await sql<{ key: string }>`
    insert into work as held (kind, key, version, epoch, state, dirty_since, urgency)
    select ${kind}, key, 1, (extract(epoch from now()) * 1000)::bigint, 'pending', now(), case when key = any(${[...live]}::text[]) then 'live' else 'bulk' end
    from unnest(${keys}::text[]) as key order by key
    on conflict (kind, key) do update set
      version = held.version + 1, state = 'pending', dirty_since = coalesce(held.dirty_since, now()),
      urgency = case when held.state = 'pending' and held.urgency = 'live' then 'live' else excluded.urgency end,
      next_attempt_at = case when held.cause = 'throttled' then held.next_attempt_at end,
      cause = case when held.cause = 'throttled' then held.cause end, detail = null, attempts = 0
    where excluded.key = any(${[...changed]}::text[]) or held.state in ('failed', 'conflict', 'discarded')
    returning key`.execute(tx);
  return new Set(rows.map(({ key }) => key));
}
