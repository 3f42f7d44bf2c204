import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Account, Organization } from "./account.ts";
import type { Past } from "./history.ts";
import { presentOrganization } from "./organizations.ts";
import { link, positive } from "./pagination.ts";
import type { RateLimits } from "./rate-limits.ts";
import { Refusal, invalidAttribute, parameterMissing } from "./refusal.ts";
import { addressOf, originOf, queryOf } from "./request-parts.ts";

export type ExportParts = {
  readonly account: Account;
  readonly limits: RateLimits;
  readonly now: () => Date;
  readonly minuteMs: number;
};

const maxPerPage = 1000;

/** Time-based exports under /api/v2/incremental (Zendesk API reference, Incremental Exports). */
export function serveIncrementalExports(api: FastifyInstance, parts: ExportParts): void {
  const { account, limits } = parts;

  api.get("/incremental/organizations", (request, reply) => {
    limits.takeIncrementalExport();
    void reply.headers(limits.incrementalHeaders());
    const query = queryOf(request);
    const end = exportEnd(parts);
    const start = startTime(request, "organizations", end);
    const perPage = Math.min(positive(query, "per_page", maxPerPage), maxPerPage);
    const changes = account.organizationHistory.between(start, end);
    const { page, isLast } = cut(changes, perPage, query["exclude_deleted"] !== "true");
    const endTime = page.at(-1)?.at ?? start;
    return {
      organizations: page.map(({ row, deletedAt }) => ({
        ...presentOrganization(account, row, originOf(request)),
        ...(deletedAt === null ? {} : { deleted_at: deletedAt }),
      })),
      count: page.length,
      end_of_stream: isLast,
      next_page: link(addressOf(request), { ...query, start_time: String(endTime) }),
      end_time: endTime,
    };
  });
}

/** The last minute is kept back. */
export function exportEnd({ now, minuteMs }: ExportParts): number {
  return Math.floor((now().getTime() - minuteMs) / 1000);
}

/** Where an export is to begin, which is not after its end. */
export function startTime(
  request: FastifyRequest,
  resource: "organizations" | "tickets",
  end: number,
): number {
  const { start_time: given } = queryOf(request);
  if (given === undefined) throw parameterMissing("start_time");
  if (!/^\d+$/.test(given)) {
    throw invalidAttribute("start_time", "must be an integer", `incremental/${resource}`);
  }
  const start = Number(given);
  if (start > end) throw tooRecent();
  return start;
}

/**
 * The next page begins with the last second of this one, so a page has all rows of that second, even when they are
 * more than were asked for; and it has more than one second, or the next would be the same again.
 */
function cut(
  changes: Iterable<Past<Organization>>,
  perPage: number,
  withDeleted: boolean,
): { readonly page: readonly Past<Organization>[]; readonly isLast: boolean } {
  const page: Past<Organization>[] = [];
  for (const change of changes) {
    if (change.deletedAt !== null && !withDeleted) continue;
    const isNextSecond = change.at !== page.at(-1)?.at;
    if (page.length >= perPage && isNextSecond && page[0]?.at !== page.at(-1)?.at) {
      return { page, isLast: false };
    }
    page.push(change);
  }
  return { page, isLast: true };
}

/** The status and the beginning of the words are those that treasure-data/embulk-input-zendesk looks for. */
function tooRecent(): Refusal {
  const description = "Too recent start_time. Use a start_time older than 60 seconds";
  return new Refusal(422, { error: "InvalidValue", description });
}
