import { sql, type Transaction } from "kysely";
import { DateTime } from "luxon";

import { crashPoint } from "../../crash-points/crash-point.ts";
import { type DesiredOrganization, levelIn } from "../../domain/clients/organization.ts";
import type {
  Confirmation,
  ManyOrganizationLinks,
  OrganizationLink,
  OrganizationLinks,
} from "../../jobs/ports.ts";
import type { Database } from "../database.ts";
import {
  idOf,
  type OnLevelChanges,
  rememberLevels,
  reviewTicketsOf,
  tellChanges,
} from "./organization-levels.ts";
import { claimAll } from "./claim-organizations.ts";
import { unconfirmAll } from "./unconfirm.ts";
import { reviewManualEdits } from "./manual-edits.ts";
import type { Schema } from "../schema.ts";
import { storableJson } from "../storable-json.ts";

/** So many of our last writes are remembered for the pace of one organization. */
const writesRemembered = 5;

/** Which organization is whose, what Zendesk last agreed to, and the history of our writes. */
export function createOrganizationLinks(
  db: Database,
  onLevelChanges: OnLevelChanges = () => {},
): OrganizationLinks & ManyOrganizationLinks {
  return {
    async find(clientId) {
      const row = await db
        .selectFrom("organization_links")
        .select(["organization_id", "confirmed", "is_doubted", "writes"])
        .where("client_id", "=", clientId)
        .executeTakeFirst();
      return row && linkOf({ ...row, client_id: clientId });
    },

    async claim(claim) {
      const owners = await claimAll(db, [claim]);
      return owners.get(claim.organizationId);
    },

    async claimAll(claims) {
      return claims.length > 0 ? await claimAll(db, claims) : new Map();
    },

    async confirm(desired, organization, write) {
      await confirmAll(db, [{ desired, organization, ...(write && { write }) }], onLevelChanges);
    },

    async list(clientIds) {
      const { rows } = await sql<Row>`
        select client_id, organization_id, confirmed, is_doubted, writes from organization_links
        where client_id = any(${clientIds}::text[])`.execute(db);
      return new Map(rows.map((row) => [row.client_id, linkOf(row)]));
    },

    async confirmAll(confirmations) {
      if (confirmations.length > 0) await confirmAll(db, confirmations, onLevelChanges);
    },

    unconfirm: async (clientId, change) => await unconfirmAll(db, [{ clientId, change }]),
    unconfirmAll: async (changes) => await unconfirmAll(db, changes),

    async forget(clientId) {
      await db.deleteFrom("organization_links").where("client_id", "=", clientId).execute();
    },
  };
}

type Row = {
  readonly client_id: string;
  readonly organization_id: bigint;
  readonly confirmed: DesiredOrganization | null;
  readonly is_doubted: boolean;
  readonly writes: readonly Date[];
};

function linkOf({ organization_id, confirmed, is_doubted, writes }: Row): OrganizationLink {
  return {
    organizationId: Number(organization_id),
    confirmed,
    isDoubted: is_doubted,
    writes: writes.map((at) => DateTime.fromJSDate(at, { zone: "utc" })),
  };
}

async function confirmAll(
  db: Database,
  confirmations: readonly Confirmation[],
  onLevelChanges: OnLevelChanges,
): Promise<void> {
  const links = confirmations.map(({ desired, organization, write }) => ({
    client_id: desired.externalId,
    organization_id: organization.id,
    confirmed: desired,
    wrote_at: write && write.what !== "organization.edited" ? write.at.toISO() : null,
  }));
  const remembered = await db.transaction().execute(async (tx) => {
    const changed = await rememberLevels(
      tx,
      confirmations.map(({ organization }) => levelIn(organization)),
    );
    await sql`
      insert into organization_links as held (client_id, organization_id, confirmed, writes, is_doubted)
      select client_id, organization_id, confirmed, array_remove(array[wrote_at], null),
        coalesce(signalled_at > seen_at, false)
      from jsonb_to_recordset(${JSON.stringify(links)}::jsonb) as link(
        client_id text, organization_id bigint, confirmed jsonb, wrote_at timestamptz
      )
      join organizations using (organization_id)
      join (${stillThere(confirmations)}) as there using (client_id)
      order by client_id
      on conflict (client_id) do update set
        organization_id = excluded.organization_id, confirmed = excluded.confirmed,
        is_doubted = excluded.is_doubted,
        updated_at = now(),
        writes = (held.writes || excluded.writes)[greatest(
          1, cardinality(held.writes) + cardinality(excluded.writes) - ${writesRemembered - 1}::int
        ):]`.execute(tx);
    await keepHistory(tx, confirmations);
    await reviewManualEdits(tx, confirmations);
    await reviewTicketsOf(tx, changed.map(idOf));
    crashPoint("before-link-commit");
    return changed;
  });
  tellChanges(remembered, onLevelChanges);
}

/** Nothing is remembered of a client that was forgotten while its organization was written. */
function stillThere(confirmations: readonly Confirmation[]): ReturnType<typeof sql> {
  return sql`
    select client_id from clients
    where client_id = any(${confirmations.map(({ desired }) => desired.externalId)}::text[])
    order by client_id for key share`;
}

/** A manual edit that is found again and again is told once. */
async function keepHistory(tx: Transaction<Schema>, confirmations: readonly Confirmation[]): Promise<void> {
  const history = confirmations.flatMap(({ desired, write }) =>
    write ? [{ client_id: desired.externalId, ...write, at: write.at.toISO() }] : [],
  );
  if (history.length === 0) return;
  await sql`
    insert into history (at, client_id, what, before, after, change)
    select at, client_id, what, nullif(before, 'null'), after, change
    from jsonb_to_recordset(${storableJson(history)}::jsonb) as write(
      at timestamptz, client_id text, what text, before jsonb, after jsonb, change jsonb
    )
    join clients using (client_id)
    where what <> 'organization.edited' or change is distinct from (
      select change from history
      where history.client_id = write.client_id and history.what like 'organization.%'
      order by id desc limit 1
    )`.execute(tx);
}
