import { sql } from "kysely";

import type { ClientRecord } from "../domain/client.ts";
import type { DesiredOrganization } from "../domain/organization.ts";
import type { Detail } from "../jobs/ports.ts";
import type { Database } from "./database.ts";

/** All that is kept of one client. */
export type ClientOverview = {
  readonly record: ClientRecord;
  /** Which messages its values came from, by id. */
  readonly messages: Readonly<Record<string, { readonly source: string; readonly kind: string }>>;
  readonly link: LinkView | null;
  readonly work: WorkView | null;
  readonly conflicts: readonly ConflictView[];
  /** The last entries, newest first. */
  readonly history: readonly HistoryView[];
};

export type LinkView = {
  readonly organizationId: number;
  readonly confirmed: DesiredOrganization | null;
  readonly isDoubted: boolean;
  readonly updatedAt: Date;
};

export type WorkView = {
  readonly state: string;
  readonly isDirty: boolean;
  readonly dirtySince: Date | null;
  readonly urgency: string;
  readonly cause: string | null;
  readonly detail: Detail | null;
  readonly attempts: number;
  readonly nextAttemptAt: Date | null;
};

export type ConflictView = { readonly cause: string; readonly detail: Detail; readonly openedAt: Date };

export type HistoryView = { readonly at: Date; readonly what: string; readonly change: unknown };

const lastEntries = 20;

export async function findClientOverview(
  db: Database,
  clientId: string,
): Promise<ClientOverview | undefined> {
  const client = await db
    .selectFrom("clients")
    .select("fields")
    .where("client_id", "=", clientId)
    .executeTakeFirst();
  if (!client) return undefined;
  const link = await sql<LinkView & { organizationId: bigint }>`
    select organization_id as "organizationId", confirmed, is_doubted as "isDoubted", updated_at as "updatedAt"
    from organization_links where client_id = ${clientId}`.execute(db);
  const work = await sql<WorkView>`
    select state, applied_version < version as "isDirty", dirty_since as "dirtySince", urgency, cause, detail,
      attempts, next_attempt_at as "nextAttemptAt"
    from work where kind = 'reconcile-client' and key = ${clientId}`.execute(db);
  const conflicts = await sql<ConflictView>`
    select cause, detail, opened_at as "openedAt" from conflicts
    where client_id = ${clientId} and closed_at is null`.execute(db);
  const history = await sql<HistoryView>`
    select at, what, change from history
    where client_id = ${clientId} order by id desc limit ${lastEntries}`.execute(db);
  const [linked] = link.rows;
  return {
    record: { clientId, fields: client.fields },
    messages: await messagesOf(db, client.fields),
    link: linked ? { ...linked, organizationId: Number(linked.organizationId) } : null,
    work: work.rows[0] ?? null,
    conflicts: conflicts.rows,
    history: history.rows,
  };
}

async function messagesOf(db: Database, fields: ClientRecord["fields"]): Promise<ClientOverview["messages"]> {
  const ids = Object.values(fields).map(({ messageId }) => messageId);
  const { rows } = await sql<{ id: string; source: string; kind: string }>`
    select id, source, kind from messages
    where source in ('accounting', 'import') and id = any(${ids}::text[])`.execute(db);
  return Object.fromEntries(rows.map(({ id, source, kind }) => [id, { source, kind }]));
}
