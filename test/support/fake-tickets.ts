import { DateTime } from "luxon";
import { instantOf } from "../../src/domain/instant.ts";
import type { Ticket, TicketChange } from "../../src/domain/tickets/ticket.ts";
import { type BadAnswer, Outdated, Rejected, Unreachable } from "../../src/jobs/refusals.ts";
import type {
  OrganizationLevel,
  OrganizationsById,
  Tickets,
  WrittenTicket,
} from "../../src/jobs/ticket-ports.ts";

type Call = keyof Tickets | keyof OrganizationsById;

/** What becomes of a bulk job: it is not started, says nothing of its end after a share of its rows, or refuses some. */
export type TicketJobMishap =
  | { readonly kind: "not-started"; readonly err: Error }
  | { readonly kind: "unsure"; readonly afterShare: number }
  | { readonly kind: "refuses"; readonly ticketIds: readonly number[] };

export type FakeTickets = Tickets &
  OrganizationsById & {
    /** What was asked, for example `update 9001` or `updateAll 3`. */
    readonly calls: readonly string[];
    all(): readonly Ticket[];
    get(id: number): Ticket;
    /** As people do in Zendesk's own pages: each takes a second, and none is among the calls. */
    createByHand(ticket?: Partial<Ticket>): Ticket;
    editByHand(id: number, edit: Partial<Ticket>): Ticket;
    removeByHand(id: number): void;
    /** Lists show of it what nobody can read. */
    garble(id: number, err: BadAnswer): void;
    createGroup(name: string): number;
    /** Undefined removes the organization. */
    setLevel(organizationId: number, level: string | null | undefined): void;
    /** Runs at the beginning of the next call of this name; what it throws is what the call says. */
    before(call: Call, happens: () => void): void;
    /** The next update takes effect, and its answer never comes. */
    loseNextAnswer(): void;
    /** Happens to the next bulk job. */
    mishap(mishap: TicketJobMishap): void;
  };

type Update = { readonly seen: Ticket; readonly change: TicketChange };

const beginning = DateTime.fromISO("2026-11-20T15:00:00Z", { zone: "utc" });

/** Zendesk's tickets in memory, by Zendesk's rules; held to them by `tickets-contract.ts`. */
export function fakeTickets(): FakeTickets {
  const rows = new Map<number, Ticket>();
  const groups = new Map<string, number>();
  const levels = new Map<number, OrganizationLevel>();
  const calls: string[] = [];
  const happenings = new Map<Call, () => void>();
  const mishaps: TicketJobMishap[] = [];
  const garbled = new Map<number, BadAnswer>();
  let seconds = 0;
  let isAnswerLost = false;

  function called(call: Call, what = ""): void {
    calls.push(`${call} ${what}`.trim());
    const happens = happenings.get(call);
    happenings.delete(call);
    happens?.();
  }

  function aSecondLater(): string {
    seconds += 1;
    return instantOf(beginning.plus({ seconds }));
  }

  function get(id: number): Ticket {
    const ticket = rows.get(id);
    if (!ticket) throw new Outdated(`ticket ${id} is gone`);
    return ticket;
  }

  function editByHand(id: number, edit: Partial<Ticket>): Ticket {
    const after = { ...get(id), ...edit, id, updatedAt: aSecondLater() };
    rows.set(id, after);
    return after;
  }

  function write({ seen, change }: Update): Ticket {
    const { addTags, removeTags, ...values } = change;
    const before = get(seen.id);
    if (before.status === "closed") throw closed(seen.id);
    if (Object.keys(values).length > 0 && before.updatedAt > seen.updatedAt) {
      throw new Outdated(`ticket ${seen.id} was changed meanwhile`);
    }
    const removed = new Set(lower(removeTags));
    const tags = [...new Set([...before.tags, ...lower(addTags)])].filter((tag) => !removed.has(tag));
    return editByHand(seen.id, { ...values, tags });
  }

  function written(update: Update, refused: readonly number[]): WrittenTicket {
    try {
      if (refused.includes(update.seen.id)) throw closed(update.seen.id);
      write(update);
      return "updated";
    } catch (err) {
      if (err instanceof Outdated) return "outdated";
      if (err instanceof Rejected) return rowOf(err);
      throw err;
    }
  }

  return {
    calls,
    all: () => [...rows.values()],
    get,
    createByHand(ticket) {
      const now = aSecondLater();
      const id = 9001 + rows.size;
      rows.set(id, { ...blank, id, createdAt: now, updatedAt: now, ...ticket });
      return get(id);
    },
    editByHand,
    removeByHand: (id) => void rows.delete(id),
    garble: (id, err) => void garbled.set(id, err),
    createGroup(name) {
      const id = 5001 + groups.size;
      groups.set(name.toLowerCase(), id);
      return id;
    },
    setLevel(organizationId, level) {
      if (level === undefined) levels.delete(organizationId);
      else levels.set(organizationId, { organizationId, level, updatedAt: aSecondLater() });
    },
    before: (call, happens) => void happenings.set(call, happens),
    loseNextAnswer: () => {
      isAnswerLost = true;
    },
    mishap: (mishap) => void mishaps.push(mishap),

    async listByIds(ticketIds) {
      called("listByIds", String(ticketIds.length));
      return new Map(ticketIds.filter((id) => rows.has(id)).map((id) => [id, garbled.get(id) ?? get(id)]));
    },
    async update(seen, change) {
      called("update", String(seen.id));
      const after = write({ seen, change });
      if (!isAnswerLost) return after;
      isAnswerLost = false;
      throw new Unreachable("zendesk could not be reached", "zendesk-connection");
    },
    async updateAll(changes) {
      called("updateAll", String(changes.length));
      const mishap = mishaps.shift();
      if (mishap?.kind === "not-started") throw mishap.err;
      const refused = mishap?.kind === "refuses" ? mishap.ticketIds : [];
      const share = mishap?.kind === "unsure" ? mishap.afterShare : 1;
      const done = changes.slice(0, changes.length * share).map((one) => written(one, refused));
      const isSure = mishap?.kind !== "unsure";
      return new Map(changes.map(({ seen }, index) => [seen.id, (isSure && done[index]) || "unsure"]));
    },
    async groups() {
      called("groups");
      return new Map(groups);
    },
    async listLevels(organizationIds) {
      called("listLevels", String(organizationIds.length));
      return organizationIds.flatMap((id) => levels.get(id) ?? []);
    },
  };
}

const blank: Omit<Ticket, "id" | "createdAt" | "updatedAt"> = {
  status: "new",
  priority: null,
  organizationId: null,
  groupId: null,
  tags: [],
  channel: "email",
  subject: "Help",
  description: "It does not work.",
};

function lower(tags: readonly string[]): string[] {
  return tags.map((tag) => tag.toLowerCase());
}

function closed(id: number): Rejected {
  return new Rejected("zendesk answered 422: closed prevents ticket update", {
    status: 422,
    code: "zendesk-422:status",
    fields: { status: ["Invalid"] },
    exchange: { method: "PUT", path: `/api/v2/tickets/${id}`, status: 422 },
  });
}

/** In a bulk job, the same refusal is a row of its results. */
function rowOf({ message, exchange }: Rejected): Rejected {
  return new Rejected(message, {
    status: 200,
    code: "zendesk-row:RecordInvalid",
    fields: {},
    exchange: { ...exchange, status: 200 },
  });
}
