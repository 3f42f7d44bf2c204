import { sql } from "kysely";

import { crashPoint } from "../../crash-points/crash-point.ts";
import type { ClientFacts } from "../../domain/clients/client.ts";
import type { WorkKey } from "../../jobs/ports.ts";
import { applyStatements } from "./apply-statements.ts";
import type { Database } from "../database.ts";

/** Lets scheduled statements whose time has come take effect; answers the keys that have work to do. */
export async function applyScheduled(db: Database, limit: number): Promise<WorkKey[]> {
  return await db.transaction().execute(async (tx) => {
    // In the order in which a set is cancelled, so that neither waits for the other. A set of more than `limit` takes effect
    // in parts, and what is cancelled between two of them is what was still to come.
    const { rows } = await sql<{
      source: string;
      message_id: string;
      client_id: string;
      occurred_at: string;
      says: Partial<ClientFacts>;
    }>`
      select source, message_id, client_id, occurred_at, says from statements
      where state = 'scheduled' and effective_at <= now()
      order by effective_at, client_id limit ${limit}
      for update`.execute(tx);
    const dirtied = await applyStatements(
      tx,
      rows.map((row) => ({
        source: row.source,
        messageId: row.message_id,
        clientId: row.client_id,
        occurredAt: row.occurred_at,
        says: row.says,
      })),
    );
    if (rows.length > 0) crashPoint("before-scheduled-commit");
    return [...dirtied].map((key): WorkKey => ({ kind: "reconcile-client", key }));
  });
}
