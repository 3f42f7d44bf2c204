import { sql } from "kysely";

import { type ClientField, type ClientRecord, isKnown } from "../../domain/clients/client.ts";
import { onboardingOf } from "../../domain/clients/onboarding.ts";
import { unsolvedStatuses } from "../../domain/tickets/ticket.ts";
import type { ClientsView, ClientView, KnownField, OpenTicket } from "../../operations/client.ts";
import type { Conflict, Conflicts } from "../../operations/conflict.ts";
import type { Jobs } from "../../operations/job.ts";
import { searchClients } from "./client-search.ts";
import { createClients } from "./clients.ts";
import type { Database } from "../database.ts";
import { countForgettable, forgetClient } from "./forget-client.ts";
import { listActs, listClientHappenings, listTicketHappenings } from "../history/happenings.ts";

export type ClientsViewOptions = {
  readonly jobs: Pick<Jobs, "list">;
  readonly conflicts: Pick<Conflicts, "find">;
  readonly zendeskUrl: string;
};

/** As many open tickets as a person looks through. */
const ticketsAtMost = 100;

/** The clients, for operators. */
export function createClientsView(
  db: Database,
  { jobs, conflicts, zendeskUrl }: ClientsViewOptions,
): ClientsView {
  const inZendesk = (kind: "organizations" | "tickets", id: number): string =>
    new URL(`/agent/${kind}/${id}`, zendeskUrl).href;

  async function findOrganization(clientId: string): Promise<ClientView["organization"]> {
    const { rows } = await sql<Omit<NonNullable<ClientView["organization"]>, "url">>`
      select organization_id::float8 as id, confirmed, is_doubted as "isDoubted", updated_at as "updatedAt"
      from organization_links where client_id = ${clientId}`.execute(db);
    const [organization] = rows;
    return organization ? { ...organization, url: inZendesk("organizations", organization.id) } : null;
  }

  async function listOpenTickets(organizationId: number): Promise<OpenTicket[]> {
    const { rows } = await sql<Omit<OpenTicket, "url"> & { tags: readonly string[] | null }>`
      select ticket_id::float8 as id, status, state ->> 'priority' as priority, state -> 'tags' as tags
      from tickets
      where organization_id = ${organizationId} and status = any(${unsolvedStatuses}::text[])
      order by ticket_id desc limit ${ticketsAtMost}`.execute(db);
    return rows.map(({ tags, ...ticket }) => ({
      ...ticket,
      url: inZendesk("tickets", ticket.id),
      level: tags?.find((tag) => tag.startsWith("los_")) ?? null,
    }));
  }

  async function listConflicts(clientId: string): Promise<Conflict[]> {
    const { rows } = await sql<{ id: string }>`
      select id::text as id from conflicts
      where client_id = ${clientId} and closed_at is null order by opened_at`.execute(db);
    const found = await Promise.all(rows.map(async ({ id }) => await conflicts.find(id)));
    return found.filter((conflict) => conflict !== undefined);
  }

  return {
    search: async (text, page) => await searchClients(db, text, page),

    async find(id) {
      const record = await createClients(db).find(id);
      if (!record) return undefined;
      const [fields, organization, work, open] = await Promise.all([
        knownFields(db, record.fields),
        findOrganization(id),
        jobs.list({ kind: "reconcile-client", clientId: id }, { limit: 1 }),
        listConflicts(id),
      ]);
      return {
        id,
        name: record.fields.name?.value ?? null,
        isKnown: isKnown(record),
        fields,
        organization,
        job: work.rows[0] ?? null,
        conflicts: open,
        onboarding: onboardingOf(record),
        openTickets: organization ? await listOpenTickets(organization.id) : [],
      };
    },

    async history(of, page) {
      return "clientId" in of
        ? await listClientHappenings(db, of.clientId, page)
        : await listTicketHappenings(db, of.ticketId, page);
    },

    activity: async (page) => await listActs(db, page),
    countForgettable: async (id) => await countForgettable(db, id),
    forget: async (id, act) => await forgetClient(db, id, act),
  };
}

async function knownFields(db: Database, fields: ClientRecord["fields"]): Promise<KnownField[]> {
  const ids = Object.values(fields).map(({ messageId }) => messageId);
  const { rows } = await sql<{ id: string; source: string; kind: string }>`
    select id, source, kind from messages
    where source in ('accounting', 'import') and id = any(${ids}::text[])`.execute(db);
  const messages = new Map(rows.map(({ id, ...message }) => [id, message]));
  return Object.entries(fields).map(([field, { value, occurredAt, messageId }]) => {
    const { source = null, kind = null } = messages.get(messageId) ?? {};
    return { field: field as ClientField, value, occurredAt, messageId, source, kind };
  });
}
