import { randomUUID } from "node:crypto";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { findFreePort } from "./free-port.ts";
import { type ServerCommand, startGatedProcess } from "./gated-process.ts";
import { readLedger, type Server, writeLedger } from "./ledger.ts";
import { isRunning, thisProcess } from "./process-identity.ts";
import { openServerLog, readTail } from "./server-log.ts";
import { withStartLock } from "./start-lock.ts";

const READY_WITHIN_MS = 120_000;
const RETRY_FOR_MS = 20_000;
const STOP_WITHIN_MS = 30_000;
const LOOK_EVERY_MS = 10;

/** What differs between one kind of server and another. */
export interface Engine {
  readonly name: string;
  /** Makes everything ready for a start on this port, and says what to run. */
  prepare(port: number): Promise<ServerCommand>;
  isReady(server: Server): Promise<boolean>;
  /** Whether the end of the log tells of something that passes: a port just taken, a predecessor not quite gone. */
  isPassing(logTail: string): boolean;
  /** The signal that makes it end in good order without waiting for its clients. */
  readonly stopSignal: "SIGINT" | "SIGTERM";
  /** The setting that makes do without this server. */
  readonly wayOut: string;
}

export type HeldServer = {
  readonly port: number;
  /** Whether nobody else held the server when we came. */
  readonly owned: boolean;
  readonly close: () => Promise<void>;
};

export type Log = (message: string) => void;

/**
 * Starts the server of a data directory, or joins the one that runs already, whoever started it.
 *
 * Everyone who holds it is written down, and the last living holder to close it ends it. A process that was killed
 * holds nothing: its server runs on, and whoever comes next takes it over. `base` begins the names of our files.
 */
export async function holdServer(base: string, engine: Engine, log: Log): Promise<HeldServer> {
  const holder = { ...thisProcess(), id: randomUUID() };

  return withStartLock(`${base}.lock`, async () => {
    const server = (await findServer(base, engine, log)) ?? (await startServer(base, engine, log));
    const others = readLedger(base).holders.filter(isRunning);
    writeLedger(base, { server, holders: [...others, holder] });

    let closed: Promise<void> | undefined;
    const close = () => withStartLock(`${base}.lock`, () => release(base, holder.id, server, engine));
    return { port: server.port, owned: others.length === 0, close: () => (closed ??= close()) };
  });
}

/** `known` is for when someone has removed the directory while the server was running. */
async function release(base: string, id: string, known: Server, engine: Engine): Promise<void> {
  const { server = known, holders } = readLedger(base);
  const others = holders.filter((holder) => holder.id !== id && isRunning(holder));
  if (others.length === 0) await stopServer(server, engine);
  writeLedger(base, { ...(others.length > 0 && { server }), holders: others });
}

async function findServer(base: string, engine: Engine, log: Log): Promise<Server | undefined> {
  const { server } = readLedger(base);
  if (!server || !(await becomesReady(server, base, engine))) return undefined;
  log(`${engine.name} was already running as process ${server.pid}`);
  return server;
}

async function startServer(base: string, engine: Engine, log: Log): Promise<Server> {
  const deadline = Date.now() + RETRY_FOR_MS;
  const logFile = await openServerLog(`${base}.log`);
  try {
    for (;;) {
      const port = await findFreePort();
      const { identity, letGo, ended } = await startGatedProcess(await engine.prepare(port), logFile.fd);
      const server = { ...identity, port };
      writeLedger(base, { ...readLedger(base), server });
      letGo();
      if (await becomesReady(server, base, engine)) {
        log(`${engine.name} started as process ${server.pid}`);
        return server;
      }

      const tail = await readTail(`${base}.log`);
      if (!engine.isPassing(tail) || Date.now() > deadline) {
        throw new Error(
          `${engine.name} ended while starting (${await ended}). ${base}.log ends with:\n${tail}\n` +
            `put that right, or set ${engine.wayOut}`,
        );
      }
      await sleep(250);
    }
  } finally {
    await logFile.close();
  }
}

/** Waits for a server that starts, or that is about to end. One that takes too long is left alone. */
async function becomesReady(server: Server, base: string, engine: Engine): Promise<boolean> {
  const deadline = Date.now() + READY_WITHIN_MS;
  while (isRunning(server)) {
    if (await engine.isReady(server)) return true;
    if (Date.now() > deadline) {
      throw new Error(
        `${engine.name} (process ${server.pid}) accepts no connections after ${READY_WITHIN_MS / 1000} s; it may ` +
          `still be recovering: read ${base}.log, then start again to go on waiting, or set ${engine.wayOut}`,
      );
    }
    await sleep(LOOK_EVERY_MS);
  }
  return false;
}

async function stopServer(server: Server, engine: Engine): Promise<void> {
  if (await endsAfter(engine.stopSignal, server)) return;
  // PostgreSQL calls this its immediate shutdown; to Redis it is death. Both recover at the next start.
  if (await endsAfter("SIGQUIT", server)) return;
  throw new Error(`${engine.name} (process ${server.pid}) does not end: end it yourself`);
}

async function endsAfter(signal: NodeJS.Signals, server: Server): Promise<boolean> {
  const deadline = Date.now() + STOP_WITHIN_MS;
  if (isRunning(server)) process.kill(server.pid, signal);
  while (isRunning(server)) {
    if (Date.now() > deadline) return false;
    await sleep(LOOK_EVERY_MS);
  }
  return true;
}
