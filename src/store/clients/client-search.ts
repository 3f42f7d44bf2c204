import { type RawBuilder, sql } from "kysely";

import type { ClientSummary } from "../../operations/client.ts";
import type { Page, PageOf } from "../../operations/job.ts";
import type { Database } from "../database.ts";
import { cursorAt, placeIn } from "../page-cursor.ts";

/** Clients by any part of their names, ids or domains, in the order of their names. */
export async function searchClients(
  db: Database,
  text: string,
  { limit, cursor }: PageOf,
): Promise<Page<ClientSummary>> {
  const after = placeIn(cursor, [/^[^\0]*$/, /^[^\0]*$/]);
  const follows = after ? sql`(sort_name, client_id) > (${after[0]}, ${after[1]})` : sql`true`;
  // First only what the index holds; the rest is looked up for those that are shown.
  const { rows } = await sql<{ client: ClientSummary; place: string }>`
    with found as (
      select client_id, sort_name from clients where ${fits(text)} and ${follows}
      order by sort_name, client_id limit ${limit + 1}
    )
    select json_build_object(
        'id', client_id, 'name', name, 'segment', fields -> 'segment' -> 'value',
        'serviceLevel', fields -> 'serviceLevel' -> 'value', 'organizationId', organization_id,
        'state', state, 'cause', cause
      ) as client, found.sort_name as place
    from found join clients using (client_id)
    left join organization_links using (client_id)
    left join work on kind = 'reconcile-client' and key = client_id
    order by found.sort_name, client_id`.execute(db);
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    rows: shown.map(({ client }) => client),
    ...(last && { next: cursorAt([last.place, last.client.id]) }),
  };
}

function fits(text: string): RawBuilder<boolean> {
  const sought = text.trim().toLowerCase().replaceAll("\0", "");
  if (sought === "") return sql<boolean>`true`;
  const part = `%${sought.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  if (!sought.includes(".")) return sql<boolean>`search_text like ${part}`;
  // Of a client with very many domains, only some are in the text.
  return sql<boolean>`(
    search_text like ${part}
    or client_id in (select client_id from clients where domains @> array[${sought}::text])
  )`;
}
