import { type RawBuilder, sql } from "kysely";

import type { FullCompare } from "../../domain/catalogue/catalogue.ts";
import type { About, ConflictCause, Decision } from "../../domain/clients/conflict.ts";
import { choicesOf, type Standoff } from "../../domain/clients/conflict-choices.ts";
import type { Decisions } from "../../domain/clients/decisions.ts";
import type { Detail } from "../../jobs/ports.ts";
import type { Conflict } from "../../operations/conflict.ts";
import type { Database } from "../database.ts";

export type ConflictRow = {
  readonly id: bigint;
  readonly client_id: string;
  readonly client_name: string | null;
  readonly decisions: Decisions | null;
  readonly cause: ConflictCause;
  readonly detail: Detail;
  /** Empty of those that were opened before it was kept. */
  readonly about: Partial<About>;
  readonly opened_at: Date;
  readonly closed_at: Date | null;
  readonly decision: Decision | null;
  readonly decided_by: string | null;
  readonly reason: string | null;
  /** The other client of ours that has the organization. */
  readonly holder: string | null;
};

/** How a row is shown, besides what is in it. */
export type Showing = { readonly onManualEdit: FullCompare["onManualEdit"]; readonly zendeskUrl: string };

/** An organization is a client's that is linked to it, or that is known by its external id. */
export async function selectConflicts(
  db: Database,
  which: RawBuilder<boolean>,
  limit: number,
): Promise<ConflictRow[]> {
  const { rows } = await sql<ConflictRow>`
    select conflicts.id, client_id, clients.name as client_name, clients.decisions, cause, detail, about, opened_at,
      closed_at, decision, decided_by, reason,
      coalesce(
        (select link.client_id from organization_links as link
          where link.organization_id = (about -> 'organization' ->> 'id')::bigint),
        (select known.client_id from clients as known
          where known.client_id = about -> 'organization' ->> 'externalId' and known.name is not null)
      ) as holder
    from conflicts left join clients using (client_id)
    where ${which}
    order by conflicts.id limit ${limit}`.execute(db);
  return rows;
}

export function standoffOf(row: ConflictRow, { onManualEdit }: Showing): Standoff {
  return {
    cause: row.cause,
    clientId: row.client_id,
    name: row.client_name ?? "",
    about: aboutOf(row),
    holder: row.holder,
    onManualEdit,
  };
}

function aboutOf({ about }: ConflictRow): About {
  return { sides: [], ...about };
}

export function conflictOf(row: ConflictRow, showing: Showing): Conflict {
  const { sides, organization } = aboutOf(row);
  return {
    id: String(row.id),
    clientId: row.client_id,
    clientName: row.client_name,
    cause: row.cause,
    message: row.detail.message,
    openedAt: row.opened_at,
    sides,
    choices: row.closed_at === null ? choicesOf(standoffOf(row, showing)) : [],
    organization: organization ?? null,
    ...(organization && {
      organizationUrl: new URL(`/agent/organizations/${organization.id}`, showing.zendeskUrl).href,
    }),
    exchange: row.detail.exchange ?? null,
    decided: decidedOf(row),
  };
}

function decidedOf({ decision, decided_by, reason, closed_at }: ConflictRow): Conflict["decided"] {
  return decision && closed_at
    ? { decision, by: decided_by ?? "", reason: reason ?? "", at: closed_at }
    : null;
}
