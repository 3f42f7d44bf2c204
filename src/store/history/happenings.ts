import { type RawBuilder, sql } from "kysely";

import { fieldChanges } from "../../domain/clients/field-changes.ts";
import type { Exchange } from "../../jobs/refusals.ts";
import type { Happening } from "../../operations/client.ts";
import type { Page, PageOf } from "../../operations/job.ts";
import { requestAbout } from "./call-subjects.ts";
import type { Database } from "../database.ts";
import {
  callsFor,
  eventsAbout,
  type HappeningKey,
  type HappeningRow,
  historyWhere,
  messagesAbout,
  retriesOf,
} from "./happening-sources.ts";
import { cursorAt, placeIn } from "../page-cursor.ts";

type PlacedRow = HappeningRow & {
  /** When, to the microsecond. */
  readonly place: string;
};

const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/;
const anyId = /^[a-z]+-[^\0]+$/;
const historyId = /^history-(\d{20})$/;

/** All that was told of a client, done to it and said about it, newest first. */
export async function listClientHappenings(
  db: Database,
  clientId: string,
  page: PageOf,
): Promise<Page<Happening>> {
  const key = { kind: "reconcile-client", key: clientId, clientId, ticketId: null };
  const { rows } = await sql<{ organization_id: bigint }>`
    select organization_id from organization_links where client_id = ${clientId}`.execute(db);
  const sources = [
    messagesAbout(clientId),
    historyWhere(sql<boolean>`client_id = ${clientId}`),
    ...sourcesFor(key),
  ];
  const names = { ids: rows.map((row) => String(row.organization_id)), externalIds: [clientId] };
  return pageOf(await readPage(db, sources, page), page, (request) => requestAbout(request, names));
}

export async function listTicketHappenings(
  db: Database,
  ticketId: number,
  page: PageOf,
): Promise<Page<Happening>> {
  const key = { kind: "review-ticket", key: String(ticketId), clientId: null, ticketId };
  const sources = [
    eventsAbout(ticketId),
    historyWhere(sql<boolean>`ticket_id = ${ticketId}`),
    ...sourcesFor(key),
  ];
  const names = { ids: [String(ticketId)], externalIds: [] };
  return pageOf(await readPage(db, sources, page), page, (request) => requestAbout(request, names));
}

/** What operators did to whatever, newest first. */
export async function listActs(db: Database, page: PageOf): Promise<Page<Happening>> {
  const [, id = ""] = placeIn(page.cursor, [moment, historyId]) ?? [];
  const [, after] = historyId.exec(id) ?? [];
  const { rows } = await sql<PlacedRow>`
    select act.*, ${place} from (
      ${historyWhere(sql<boolean>`actor is not null and ${after === undefined ? sql`true` : sql`id < ${after}::bigint`}`)}
      order by history.id desc limit ${page.limit + 1}
    ) as act order by id desc`.execute(db);
  return pageOf(rows, page);
}

const place = sql`to_char(at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as place`;

function sourcesFor(key: HappeningKey): RawBuilder<unknown>[] {
  return [callsFor(key), retriesOf(key)];
}

/** Each source is asked for no more than a page. */
async function readPage(
  db: Database,
  sources: readonly RawBuilder<unknown>[],
  { limit, cursor }: PageOf,
): Promise<readonly PlacedRow[]> {
  const after = placeIn(cursor, [moment, anyId]);
  const follows = after ? sql`(at, id) < (${after[0]}::timestamptz, ${after[1]}::text)` : sql`true`;
  const pages = sources.map(
    (source) => sql`(
      select * from (${source}) as source where ${follows} order by at desc, id desc limit ${limit + 1}
    )`,
  );
  const { rows } = await sql<PlacedRow>`
    select happening.*, ${place} from (${sql.join(pages, sql` union all `)}) as happening
    order by at desc, id desc limit ${limit + 1}`.execute(db);
  return rows;
}

function pageOf(
  rows: readonly PlacedRow[],
  { limit }: PageOf,
  about: (request: unknown) => unknown = (request) => request,
): Page<Happening> {
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    rows: shown.map((row) => happeningOf(row, about)),
    ...(last && { next: cursorAt([last.place, last.id]) }),
  };
}

function happeningOf(row: PlacedRow, about: (request: unknown) => unknown): Happening {
  const { id, at, clientId, ticketId, type, what, by, reason, before, after, change, exchange } = row;
  return {
    id,
    at,
    clientId,
    ticketId,
    type,
    what,
    by,
    reason,
    changes: what === "organization.edited" ? editedFields(after, change) : fieldChanges(before, change),
    exchange: exchange && exchangeOf(exchange, about),
  };
}

/** Of a manual edit we keep what would undo it. */
function editedFields(after: unknown, correction: unknown): Happening["changes"] {
  return fieldChanges(after, correction).map(({ field, from, to }) => ({ field, from: to, to: from }));
}

function exchangeOf(
  { method, path, request, status, answer }: NonNullable<HappeningRow["exchange"]>,
  about: (request: unknown) => unknown,
): Exchange {
  return {
    method: method ?? "",
    path: path ?? "",
    ...(request !== null && { request: about(request) }),
    ...(status !== null && { status }),
    ...(answer !== null && { answer }),
  };
}
