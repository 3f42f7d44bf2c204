import type { DateTime } from "luxon";

import { crashPoint } from "../crash-points/crash-point.ts";
import { applyChange, isSameToUs } from "../domain/tickets/ticket-knowledge.ts";
import type { Ticket, TicketChange } from "../domain/tickets/ticket.ts";
import { asError, type End, type Ends } from "./ends.ts";
import { leftOutCause } from "./left-out-cause.ts";
import { done, type Outcome, snooze } from "./outcome.ts";
import type { Lease } from "./ports.ts";
import { BadAnswer, Outdated, Rejected, Throttled } from "./refusals.ts";
import type { SeenTicket, Tickets, TicketStates, WrittenTicket } from "./ticket-ports.ts";

/** What one ticket needs, decided by how it was seen. */
export type PlannedWrite = {
  readonly lease: Lease;
  readonly seen: Ticket;
  readonly change: TicketChange;
  /** What we had heard of it before. */
  readonly heard: number;
};

export type WriteTicketsPorts = {
  readonly states: TicketStates;
  readonly tickets: Tickets;
  readonly now: () => DateTime;
  readonly hold: () => Promise<void>;
};

/** Zendesk refused it once: it may look different than we believe. */
const refusedCause = "ticket-refused";

/** Somebody changed it between our look and our write. */
const outdatedCause = "ticket-outdated";

/** Somebody had changed it before our write, which did not mind. */
const changedCause = "ticket-changed";

/** When that happens again, somebody is at work on it, or Zendesk and we do not mean the same moment. */
const outdatedAgainSeconds = 10;

/** What became of one: the ticket as Zendesk shows it after, or what the bulk job said of it. */
type Written = { readonly after: Ticket } | WrittenTicket;

/**
 * Writes one ticket by one call, several by one bulk job, and what that left out one by one. What is not certain to have
 * taken effect is doubted, so that the next attempt fetches it and decides anew.
 */
export async function writeTickets(writes: readonly PlannedWrite[], ports: WriteTicketsPorts): Promise<Ends> {
  const { alone = [], together = [] } = Object.groupBy(writes, ({ lease }) =>
    lease.cause === leftOutCause ? "alone" : "together",
  );
  const ends = together.length > 1 ? await writeTogether(together, ports) : await writeOnes(together, ports);
  return new Map([...ends, ...(await writeOnes(alone, ports))]);
}

/** A refusal of the whole job tells nothing of each. */
async function writeTogether(writes: readonly PlannedWrite[], ports: WriteTicketsPorts): Promise<Ends> {
  const { tickets } = ports;
  const send = async (): Promise<ReadonlyMap<number, Written>> => {
    const results = await tickets.updateAll(writes);
    crashPoint("after-ticket-bulk-before-commit");
    return results;
  };
  return await attemptWrite(writes, ports, send).catch(async (err: unknown) =>
    err instanceof Rejected
      ? await writeOnes(writes, ports)
      : new Map(writes.map(({ lease }) => [lease.key, asError(err)])),
  );
}

async function writeOnes(writes: readonly PlannedWrite[], ports: WriteTicketsPorts): Promise<Ends> {
  const ends = new Map<string, End>();
  let stopped: Error | undefined;
  for (const write of writes) {
    const { key } = write.lease;
    const end = stopped ?? (await writeOne(write, ports).catch(asError));
    if (end instanceof Error && !isAboutOne(end)) stopped = end;
    ends.set(key, end);
  }
  return ends;
}

/** Whether other tickets may fare better. */
function isAboutOne(err: Error): boolean {
  return (
    err instanceof Rejected || err instanceof BadAnswer || (err instanceof Throttled && err.scope === "key")
  );
}

async function writeOne(write: PlannedWrite, ports: WriteTicketsPorts): Promise<End> {
  const ends = await attemptWrite([write], ports, async () => await sendOne(write, ports));
  return ends.get(write.lease.key) ?? done;
}

async function attemptWrite(
  writes: readonly PlannedWrite[],
  { states, now, hold }: WriteTicketsPorts,
  send: () => Promise<ReadonlyMap<number, Written>>,
): Promise<Ends> {
  await hold();
  const at = now();
  const results = await send().catch(async (err: unknown) => {
    // Where it was not turned away, nobody knows what came of it.
    if (!(err instanceof Throttled || err instanceof Rejected))
      await states.doubt(writes.map(({ seen }) => seen.id));
    throw err;
  });

  const saved: SeenTicket[] = [];
  const doubted: number[] = [];
  const ends = new Map<string, End>();
  for (const { lease, seen, change, heard } of writes) {
    const result = results.get(seen.id) ?? "unsure";
    const after = afterwards(result, seen, change);
    if (after) saved.push({ ticket: after, heard, write: { at, before: seen, change } });
    else doubted.push(seen.id);
    ends.set(lease.key, after ? endOfWrite(after, seen, change, now()) : endOf(result, lease, now()));
  }
  await states.save(saved);
  if (doubted.length > 0) await states.doubt(doubted);
  return ends;
}

async function sendOne(
  { seen, change }: PlannedWrite,
  { tickets }: WriteTicketsPorts,
): Promise<ReadonlyMap<number, Written>> {
  try {
    crashPoint("before-ticket-put");
    const after = await tickets.update(seen, change);
    crashPoint("after-ticket-put-before-commit");
    return new Map([[seen.id, { after }]]);
  } catch (err) {
    if (err instanceof Outdated) return new Map([[seen.id, "outdated"]]);
    if (err instanceof Rejected) return new Map([[seen.id, err]]);
    throw err;
  }
}

function afterwards(result: Written, seen: Ticket, change: TicketChange): Ticket | undefined {
  if (result === "updated") return applyChange(seen, change);
  return typeof result === "object" && "after" in result ? result.after : undefined;
}

/** What was decided by how it was may be wrong by how it is: decide again, without asking. */
function endOfWrite(after: Ticket, seen: Ticket, change: TicketChange, now: DateTime): Outcome {
  return isSameToUs(after, applyChange(seen, change)) ? done : snooze(now, changedCause);
}

/** A refusal is believed when it comes again after a fresh look: the ticket may have been closed meanwhile. */
function endOf(result: Written, { key, cause }: Lease, now: DateTime): End {
  if (result === "outdated") {
    return snooze(cause === outdatedCause ? now.plus({ seconds: outdatedAgainSeconds }) : now, outdatedCause);
  }
  if (result instanceof Rejected) return cause === refusedCause ? result : snooze(now, refusedCause);
  return new BadAnswer(`zendesk's bulk job said nothing of ticket ${key}`, leftOutCause, {
    method: "PUT",
    path: "/api/v2/tickets/update_many",
  });
}
