import { type Catalogue, levelOf, serviceLevelTag } from "../domain/catalogue/catalogue.ts";
import type { Ticket } from "../domain/tickets/ticket.ts";
import type { Database } from "../store/database.ts";
import { createOrganizationLevels } from "../store/clients/organization-levels.ts";
import { createOrganizationLinks } from "../store/clients/organization-links.ts";
import { countTicketsToReview, listUnsolvedTickets } from "../store/tickets/unsolved-tickets.ts";
import type { Stage } from "./follow-work.ts";

/** Unsolved tickets by id: their tags of levels. */
export type LevelTags = ReadonlyMap<number, string>;

export type TicketCounts = {
  readonly retagged: number;
  /** Had the tag of their level before. */
  readonly unchanged: number;
  /** Have another tag still: not done, or failed. */
  readonly left: number;
};

const organizationsAtATime = 100;

/** The tags of levels that the unsolved tickets of these clients have, as we know them. */
export async function levelTagsOf(
  db: Database,
  clientIds: readonly string[],
  catalogue: Catalogue,
): Promise<LevelTags> {
  const tags = new Map<number, string>();
  for (const organizationIds of await organizationsOf(db, clientIds)) {
    for (const ticket of await listUnsolvedTickets(db, organizationIds)) {
      tags.set(ticket.id, levelTagsIn(ticket, catalogue));
    }
  }
  return tags;
}

/** What became of the tickets since they had the tags of `before`. */
export async function countTickets(
  db: Database,
  clientIds: readonly string[],
  before: LevelTags,
  catalogue: Catalogue,
): Promise<TicketCounts> {
  const counts = { retagged: 0, unchanged: 0, left: 0 };
  for (const organizationIds of await organizationsOf(db, clientIds)) {
    const levels = await createOrganizationLevels(db).list(organizationIds);
    for (const ticket of await listUnsolvedTickets(db, organizationIds)) {
      counts[endOf(ticket, levels, before, catalogue)] += 1;
    }
  }
  return counts;
}

/** The tickets of these clients, while they are to be reviewed. */
export function ticketStage(db: Database, clientIds: readonly string[]): Stage {
  return {
    noun: "ticket",
    countPending: async () => {
      let count = 0;
      for (const organizationIds of await organizationsOf(db, clientIds)) {
        count += await countTicketsToReview(db, organizationIds);
      }
      return { count, causes: [] };
    },
  };
}

function endOf(
  ticket: Ticket,
  levels: ReadonlyMap<number, string | null>,
  before: LevelTags,
  catalogue: Catalogue,
): keyof TicketCounts {
  const level = levels.get(ticket.organizationId ?? 0);
  const tags = levelTagsIn(ticket, catalogue);
  if (level === undefined || tags !== serviceLevelTag(levelOf(level, catalogue))) return "left";
  return before.get(ticket.id) === tags ? "unchanged" : "retagged";
}

function levelTagsIn({ tags }: Ticket, catalogue: Catalogue): string {
  const ours = new Set(catalogue.serviceLevels.map(serviceLevelTag));
  return tags
    .map((tag) => tag.toLowerCase())
    .filter((tag) => ours.has(tag))
    .toSorted()
    .join(" ");
}

async function organizationsOf(db: Database, clientIds: readonly string[]): Promise<number[][]> {
  const links = [...(await createOrganizationLinks(db).list(clientIds)).values()];
  const ids = links.map(({ organizationId }) => organizationId);
  return Array.from({ length: Math.ceil(ids.length / organizationsAtATime) }, (_, index) =>
    ids.slice(index * organizationsAtATime, (index + 1) * organizationsAtATime),
  );
}
