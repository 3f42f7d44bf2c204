import { sql } from "kysely";
import { DateTime } from "luxon";

import type { OrganizationLinks } from "../jobs/ports.ts";
import type { Database } from "./database.ts";

/** So many of our last writes are remembered for the pace of one organization. */
const writesRemembered = 5;

/** Which organization is whose, what Zendesk last agreed to, and the history of our writes. */
export function createOrganizationLinks(db: Database): OrganizationLinks {
  return {
    async find(clientId) {
      const row = await db
        .selectFrom("organization_links")
        .select(["organization_id", "confirmed", "writes"])
        .where("client_id", "=", clientId)
        .executeTakeFirst();
      return (
        row && {
          organizationId: Number(row.organization_id),
          confirmed: row.confirmed,
          writes: row.writes.map((at) => DateTime.fromJSDate(at, { zone: "utc" })),
        }
      );
    },

    async findOwner(organizationId) {
      const row = await db
        .selectFrom("organization_links")
        .select("client_id")
        .where("organization_id", "=", BigInt(organizationId))
        .executeTakeFirst();
      return row?.client_id;
    },

    async confirm(desired, organization, write) {
      const wrote = write ? [write.at.toJSDate()] : [];
      await db.transaction().execute(async (tx) => {
        await sql`
          insert into organization_links as held (client_id, organization_id, confirmed, writes)
          values (${desired.externalId}, ${organization.id}, ${JSON.stringify(desired)}, ${wrote}::timestamptz[])
          on conflict (client_id) do update set
            organization_id = excluded.organization_id, confirmed = excluded.confirmed, updated_at = now(),
            writes = (held.writes || excluded.writes)[greatest(
              1, cardinality(held.writes) + cardinality(excluded.writes) - ${writesRemembered - 1}::int
            ):]`.execute(tx);
        if (!write) return;
        await tx
          .insertInto("history")
          .values({
            at: write.at.toJSDate(),
            client_id: desired.externalId,
            what: write.what,
            before: write.before && JSON.stringify(write.before),
            after: JSON.stringify(write.after),
            change: JSON.stringify(write.change),
          })
          .execute();
      });
    },

    async forget(clientId) {
      await db.deleteFrom("organization_links").where("client_id", "=", clientId).execute();
    },
  };
}
