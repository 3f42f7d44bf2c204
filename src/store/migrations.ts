import type { Kysely } from "kysely";
import { type Migration, Migrator } from "kysely/migration";

import { mainJob } from "./migrations/0001-main-job.ts";
import { urgency } from "./migrations/0002-urgency.ts";
import { fullCompare } from "./migrations/0003-full-compare.ts";
import { tickets } from "./migrations/0004-tickets.ts";
import { setup } from "./migrations/0005-setup.ts";
import { operations } from "./migrations/0006-operations.ts";
import { abandonedWork } from "./migrations/0007-abandoned-work.ts";
import { account } from "./migrations/0008-account.ts";
import type { Schema } from "./schema.ts";

const migrations: Readonly<Record<string, Migration>> = {
  "0001-main-job": mainJob,
  "0002-urgency": urgency,
  "0003-full-compare": fullCompare,
  "0004-tickets": tickets,
  "0005-setup": setup,
  "0006-operations": operations,
  "0007-abandoned-work": abandonedWork,
  "0008-account": account,
};

/**
 * Brings the tables up to what this version needs, or to the migration named `upTo`. Safe to run from several processes
 * at once.
 */
export async function migrate(db: Kysely<Schema>, upTo?: string): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await (upTo === undefined ? migrator.migrateToLatest() : migrator.migrateTo(upTo));
  if (error) throw new Error("the database could not be migrated", { cause: error });
}
