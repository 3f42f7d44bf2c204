import { DateTime } from "luxon";
import type { ZendeskClient } from "node-zendesk";
import { z } from "zod";

import { levelIn } from "../domain/clients/organization.ts";
import { BadAnswer, type Exchange } from "../jobs/refusals.ts";
import type { OrganizationExport, OrganizationLevel, TicketExport } from "../jobs/ticket-ports.ts";
import { findOrganization } from "./organization-rows.ts";
import { findTicket } from "./ticket-rows.ts";

/** Of at most 1,000, so that a page stays a matter of seconds. */
const perPage = 500;

/** Our clock may be ahead of Zendesk's, by this share of the minute. */
const aheadShare = 0.1;

export type ExportOptions = {
  readonly now: () => DateTime;
  /** Zendesk withholds the last minute; another length only where time is compressed. */
  readonly minuteMs?: number;
};

const ticketsCall: Exchange = { method: "GET", path: "/api/v2/incremental/tickets/cursor" };
const organizationsCall: Exchange = { method: "GET", path: "/api/v2/incremental/organizations" };

const ticketsAnswer = z.object({
  tickets: z.array(z.unknown()),
  after_cursor: z.string().min(1).nullish(),
  end_of_stream: z.boolean(),
});
const organizationsAnswer = z.object({
  organizations: z.array(z.unknown()),
  end_time: z.number().nullish(),
  end_of_stream: z.boolean(),
});
const deletedRow = z.object({ deleted_at: z.string() });

/** All tickets that changed, page by page; rows that are no tickets any more, scrubbed ones, are left out. */
export function createTicketExport(client: ZendeskClient, options: ExportOptions): TicketExport {
  return {
    async next(from) {
      const start = "cursor" in from ? from : { start_time: startTime(from.since, options) };
      // node-zendesk asks `incremental/tickets/…` by pages of 100 (`page[size]`), unless the address begins with
      // nothing; and an answer that is asked for as organizations keeps what stands beside its tickets.
      const address = ["", "incremental", "tickets", "cursor"];
      const query = { ...start, per_page: perPage, support_type_scope: "all" };
      const answer = pageOf(ticketsAnswer, await client.organizations.get([...address, query]), ticketsCall);
      const cursor = answer.after_cursor ?? ("cursor" in from ? from.cursor : undefined);
      if (cursor === undefined) throw badPage(ticketsCall, "it has no cursor");
      return {
        tickets: answer.tickets.flatMap((row) => findTicket(row) ?? []),
        cursor,
        isLast: answer.end_of_stream,
      };
    },
  };
}

/** The levels of all organizations that changed; one that was deleted has none any more. */
export function createOrganizationExport(client: ZendeskClient, options: ExportOptions): OrganizationExport {
  return {
    async next(since) {
      const query = { start_time: startTime(since, options), per_page: perPage };
      // An answer that is asked for as tickets keeps what stands beside its organizations.
      const heard: unknown = await client.tickets.get(["incremental", "organizations", query]);
      const answer = pageOf(organizationsAnswer, heard, organizationsCall);
      return {
        organizations: answer.organizations.flatMap((row) => findLevel(row) ?? []),
        until: DateTime.fromSeconds(answer.end_time ?? query.start_time, { zone: "utc" }),
        isLast: answer.end_of_stream,
      };
    },
  };
}

function startTime(since: DateTime, { now, minuteMs = 60_000 }: ExportOptions): number {
  const latest = now().minus(minuteMs * (1 + aheadShare));
  return Math.floor(DateTime.min(since, latest).toSeconds());
}

function findLevel(row: unknown): OrganizationLevel | undefined {
  const organization = findOrganization(row);
  if (!organization) return undefined;
  const level = levelIn(organization);
  return deletedRow.safeParse(row).success ? { ...level, level: null } : level;
}

function pageOf<Page>(page: z.ZodType<Page>, heard: unknown, asked: Exchange): Page {
  const parsed = z.object({ result: page }).safeParse(heard);
  if (parsed.success) return parsed.data.result;
  throw badPage(asked, z.prettifyError(parsed.error));
}

/** Says what is wrong instead of keeping the answer, which may be one of many megabytes. */
function badPage(asked: Exchange, why: string): BadAnswer {
  const words = `zendesk's answer to ${asked.method} ${asked.path} is not a page of an export`;
  return new BadAnswer(`${words}: ${why.slice(0, 500)}`, "zendesk-bad-answer", asked);
}
