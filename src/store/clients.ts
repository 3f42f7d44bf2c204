import type { Clients } from "../jobs/ports.ts";
import type { Database } from "./database.ts";

/** The client records: what accounting has told us, merged. */
export function createClients(db: Database): Clients {
  return {
    async find(clientId) {
      const row = await db
        .selectFrom("clients")
        .select("fields")
        .where("client_id", "=", clientId)
        .executeTakeFirst();
      return row && { clientId, fields: row.fields };
    },
  };
}
