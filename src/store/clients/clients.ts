import { sql } from "kysely";

import type { ClientRecord } from "../../domain/clients/client.ts";
import type { Clients, ManyClients } from "../../jobs/ports.ts";
import type { Database } from "../database.ts";

/** The client records: what accounting has told us, merged. */
export function createClients(db: Database): Clients & ManyClients {
  return {
    async find(clientId) {
      const row = await db
        .selectFrom("clients")
        .select(["fields", "decisions"])
        .where("client_id", "=", clientId)
        .executeTakeFirst();
      return row && { clientId, ...row };
    },

    async list(clientIds) {
      const { rows } = await sql<{ client_id: string } & Omit<ClientRecord, "clientId">>`
        select client_id, fields, decisions from clients where client_id = any(${clientIds}::text[])`.execute(
        db,
      );
      return new Map(rows.map(({ client_id: clientId, ...row }) => [clientId, { clientId, ...row }]));
    },
  };
}
