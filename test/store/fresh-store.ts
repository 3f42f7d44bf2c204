import { type Selectable, sql } from "kysely";

import type { Inbox } from "../../src/jobs/inbox.ts";
import type { ManyOrganizationLinks, ManyWork, OrganizationLinks, Work } from "../../src/jobs/ports.ts";
import type { OrganizationLevels, TicketStates } from "../../src/jobs/ticket-ports.ts";
import { createClients } from "../../src/store/clients/clients.ts";
import { type Database, openDatabase } from "../../src/store/database.ts";
import { createInbox } from "../../src/store/inbox/inbox.ts";
import { createOrganizationLevels } from "../../src/store/clients/organization-levels.ts";
import { createOrganizationLinks } from "../../src/store/clients/organization-links.ts";
import type { Schema } from "../../src/store/schema.ts";
import { createTicketStates } from "../../src/store/tickets/ticket-states.ts";
import { createWork } from "../../src/store/leases/work.ts";
import { freshDatabase } from "../support/databases.ts";

export type Store = AsyncDisposable & {
  readonly url: string;
  readonly db: Database;
  readonly inbox: Inbox;
  readonly work: Work & ManyWork;
  readonly links: OrganizationLinks & ManyOrganizationLinks;
  readonly levels: OrganizationLevels;
  readonly tickets: TicketStates;
};

/** Our tables in a database that nobody else uses. */
export async function freshStore(options: { queryTimeoutMs?: number } = {}): Promise<Store> {
  const { url, drop } = await freshDatabase();
  const db = await openDatabase(url, options);
  return {
    url,
    db,
    inbox: createInbox(db),
    work: createWork(db),
    links: createOrganizationLinks(db),
    levels: createOrganizationLevels(db),
    tickets: createTicketStates(db),
    async [Symbol.asyncDispose]() {
      await db.destroy();
      await drop();
    },
  };
}

/** The values of a client's record, by field. */
export async function valuesOf(
  { db }: Store,
  clientId = "C-1",
): Promise<Record<string, unknown> | undefined> {
  const record = await createClients(db).find(clientId);
  return (
    record && Object.fromEntries(Object.entries(record.fields).map(([field, said]) => [field, said.value]))
  );
}

/** The row of the work table for a client. */
export async function workOf(
  { db }: Store,
  clientId = "C-1",
): Promise<Selectable<Schema["work"]> | undefined> {
  return await db.selectFrom("work").selectAll().where("key", "=", clientId).executeTakeFirst();
}

/** The tickets that have to be reviewed: each key, and whether somebody waits for it. */
export async function reviewsIn({ db }: Store): Promise<string[]> {
  const { rows } = await sql<{ review: string }>`
    select key || ' ' || urgency as review from work
    where kind = 'review-ticket' and state = 'pending' order by key::bigint`.execute(db);
  return rows.map(({ review }) => review);
}

/** As if all that there was to do had been done. */
export async function finish({ db }: Store): Promise<void> {
  await sql`
    update work set state = 'ok', applied_version = version, dirty_since = null, lease_until = null`.execute(
    db,
  );
}

/** What became of each statement: client, message and state. */
export async function statementsIn({ db }: Store): Promise<string[][]> {
  const rows = await db
    .selectFrom("statements")
    .selectAll()
    .orderBy("message_id")
    .orderBy("client_id")
    .execute();
  return rows.map(({ client_id, message_id, state }) => [client_id, message_id, state]);
}

/** Leaves the tables as they were made. */
export async function empty({ db }: Store): Promise<void> {
  await sql`truncate messages, statements, clients, work, organization_links, organizations, tickets, conflicts, history, sweeps, retries, retried, calls, conditions restart identity`.execute(
    db,
  );
}
