import { type RawBuilder, sql } from "kysely";

import type { ClientRecord } from "../../domain/clients/client.ts";
import type { Database } from "../database.ts";

const pageSize = 100;

/** Whether a row of `clients` is of a known one, as the domain says it of a record. */
export const isKnown = sql<boolean>`fields ?& array['name', 'segment']`;

/** How many clients are known: those whose notification came. */
export async function countKnownClients(db: Database, clientId?: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from clients where ${isKnown} and ${isWanted(clientId)}`.execute(db);
  return rows[0]?.count ?? 0;
}

/** All known clients (or one), by the hundred, in the order of their ids. */
export async function* pagesOfKnownClients(
  db: Database,
  clientId?: string,
): AsyncGenerator<readonly ClientRecord[]> {
  let after = "";
  for (;;) {
    const { rows } = await sql<ClientRecord>`
      select client_id as "clientId", fields, decisions from clients
      where ${isKnown} and ${isWanted(clientId)} and client_id > ${after}
      order by client_id limit ${pageSize}`.execute(db);
    if (rows.length > 0) yield rows;
    if (rows.length < pageSize) return;
    after = rows.at(-1)?.clientId ?? after;
  }
}

function isWanted(clientId: string | undefined): RawBuilder<boolean> {
  return clientId === undefined ? sql`true` : sql`client_id = ${clientId}`;
}
