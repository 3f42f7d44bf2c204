import { Kysely, PostgresDialect } from "kysely";
import { Pool } from "pg";

import type { Database } from "../../src/store/database.ts";

/** Whoever looks on is in no hurry, however busy the machine is; and it survives what is done to PostgreSQL. */
export function connectPatiently(url: string): Database {
  const pool = new Pool({ connectionString: url, max: 2 });
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  return new Kysely({ dialect: new PostgresDialect({ pool }) });
}
