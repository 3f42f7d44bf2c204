import { sql } from "kysely";

import { startSandbox } from "../../src/sandbox/start-sandbox.ts";
import type { Database } from "../../src/store/database.ts";
import { benchEnvironment } from "./bench-environment.ts";
import { openBenchStores } from "./bench-stores.ts";
import { type Child, startChild } from "./child-process.ts";
import type { Load, LoadFigures } from "./ingest-load.ts";
import { startHttpService } from "./ingest-service.ts";
import { measureCost, type MessageCost } from "./message-cost.ts";
import { middleOf } from "./middle-of.ts";
import { parentOf } from "./process-figures.ts";
import { stopped } from "./stopped.ts";

export type IngestOptions = {
  readonly rounds: number;
  /** How long a round should take (seconds). */
  readonly seconds: number;
  readonly connections: number;
  /** What is sent at a steady pace. */
  readonly perSecond: number;
};

export type Round = LoadFigures & { readonly cost: MessageCost };

/**
 * `bare`: verifies the signature and answers. `keeping`: keeps the bytes as well, in a table of its own, which is the least
 * that an answer of 202 has to mean.
 */
const receivers = ["ours", "bare", "keeping"] as const;
type Who = (typeof receivers)[number];

/** Of one receiver: rounds as fast as it answers, and one at a steady pace. */
export type Receiver = { readonly rounds: readonly Round[]; readonly steady: Round };

export type IngestFigures = Readonly<Record<Who, Receiver>> & {
  /** Messages that came for the first time and were answered 202, and those that are in the database. */
  readonly acked: number;
  readonly kept: number;
};

/** Rounds of a fixed number of messages; the first guess is what the warm-up shows (messages). */
const warmUp = 4000;

/** The receivers take turns, so that what else the machine does hits all. */
export async function measureIngest(
  { rounds, seconds, connections, perSecond }: IngestOptions,
  tell: (words: string) => void,
): Promise<IngestFigures> {
  await using open = new AsyncDisposableStack();
  tell("starting");
  const { db, urls } = await openBenchStores(open);
  const sandbox = await startSandbox();
  open.defer(async () => await sandbox.close());
  const service = await startHttpService(benchEnvironment(sandbox.url, urls), open);
  await requireDurable(db);
  const bare = await startChild("ingest-bare.ts", {});
  open.defer(async () => await bare.close());
  const keeping = await startChild("ingest-keeping.ts", urls);
  open.defer(async () => await keeping.close());

  const postmaster = await findPostmaster(db);
  const processes = { ours: service, bare, keeping };
  const sent: Record<Who, Round[]> = { ours: [], bare: [], keeping: [] };
  const loads = new Map<Who, Child>();
  for (const who of receivers) {
    const load = await startChild("ingest-load.ts", { url: processes[who].url, connections });
    open.defer(async () => await load.close());
    loads.set(who, load);
  }

  async function send(who: Who, load: Load): Promise<Round> {
    stopped.throwIfAborted();
    const sender = loads.get(who)!;
    const costOfEach = measureCost({ receiver: processes[who].pid, sender: sender.pid, postmaster });
    const figures = await sender.ask<LoadFigures>("send", load);
    const { 202: accepted = 0 } = figures.statuses;
    if (accepted !== load.messages)
      throw new Error(`not all were taken: ${JSON.stringify(figures.statuses)}`);
    return { ...figures, cost: costOfEach(load.messages) };
  }

  const sizes = { ours: 0, bare: 0, keeping: 0 };
  for (const who of receivers) {
    tell(`${who}: warming up`);
    await send(who, { messages: warmUp });
    const { wallMs } = await send(who, { messages: warmUp });
    sizes[who] = wholeFours((warmUp / wallMs) * seconds * 1000);
  }
  for (let round = 1; round <= rounds; round += 1) {
    for (const who of round % 2 === 1 ? receivers : receivers.toReversed()) {
      const figures = await send(who, { messages: sizes[who] });
      sent[who].push(figures);
      tell(`round ${round} of ${rounds}, ${who}: ${Math.round(rate(figures))} a second`);
    }
  }
  tell(`${perSecond} a second`);
  const steady = { messages: wholeFours(perSecond * seconds * rounds), perSecond };
  const held = async (who: Who): Promise<Receiver> => ({
    rounds: sent[who],
    steady: await send(who, steady),
  });
  return {
    ours: await held("ours"),
    bare: await held("bare"),
    keeping: await held("keeping"),
    ...(await countKept(db, 2 * warmUp + rounds * sizes.ours + steady.messages)),
  };
}

/** Messages a second. */
export function rate({ tookMs, wallMs }: LoadFigures): number {
  return tookMs.length / (wallMs / 1000);
}

/** The middle of all rounds. */
export function costOf({ rounds }: Pick<Receiver, "rounds">): MessageCost {
  const middle = (who: keyof MessageCost): number =>
    middleOf(rounds.map(({ cost }) => cost[who]).toSorted((one, other) => one - other));
  return { receiver: middle("receiver"), database: middle("database"), sender: middle("sender") };
}

async function findPostmaster(db: Database): Promise<number> {
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db);
  return parentOf(rows[0]!.pid);
}

/** @throws when an answer could come before the message is on disk */
async function requireDurable(db: Database): Promise<void> {
  for (const name of ["fsync", "synchronous_commit", "full_page_writes"]) {
    const { rows } = await sql<{ value: string }>`select current_setting(${name}) as value`.execute(db);
    if (rows[0]?.value !== "on") throw new Error(`${name} of PostgreSQL is ${rows[0]?.value}`);
  }
}

function wholeFours(messages: number): number {
  return Math.ceil(messages / 4) * 4;
}

/** Of four messages three are new ones. */
async function countKept(db: Database, sent: number): Promise<Pick<IngestFigures, "acked" | "kept">> {
  const { rows } = await sql<{ count: bigint }>`select count(*) as count from messages`.execute(db);
  return { acked: (sent / 4) * 3, kept: Number(rows[0]?.count) };
}
