import { setTimeout as pause } from "node:timers/promises";

import { Kysely, PostgresDialect, sql } from "kysely";
import { type Client, Pool, type PoolClient, TypeOverrides } from "pg";

import { NoConnectionFree } from "../operations/refusals.ts";
import { migrate } from "./migrations.ts";
import type { Schema } from "./schema.ts";

export type Database = Kysely<Schema>;

/** PostgreSQL's int8 is read as bigint: versions and epochs are compared for equality. */
const int8 = 20;
const types = new TypeOverrides();
types.setTypeParser(int8, BigInt);

/** A transaction of a process that was stopped in its middle gives back its locks after this (milliseconds). */
const idleInTransactionMs = 10_000;

export type DatabaseOptions = {
  /** Queries give up after this, so that a frozen database cannot hang whoever waits for it. */
  readonly queryTimeoutMs?: number;
  /** Told of connections that break while nobody waits for them. */
  readonly onError?: (err: Error) => void;
};

/** What has to be true of a database before anything stands on it; throws what it has against it. */
export type Requirement = (db: Kysely<Schema>) => Promise<void>;

/**
 * A pool of connections to PostgreSQL; the first is made by the first query. Whoever gets none in time is told
 * `NoConnectionFree`.
 */
export function connectDatabase(
  url: string,
  { queryTimeoutMs = 5000, onError = () => {} }: DatabaseOptions = {},
): Database {
  const pool = new Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 1000,
    query_timeout: queryTimeoutMs,
    keepAlive: true,
    application_name: "los-sync",
    types,
  });
  pool.on("error", onError);
  pool.on("connect", (client) => {
    // A connection that breaks between two queries of a transaction tells only its own listeners; without one it is an
    // uncaught exception (node-postgres, "pg.Client", events).
    client.on("error", onError);
    // Not a start-up parameter: PgBouncer refuses those it does not know.
    client.query(`set idle_in_transaction_session_timeout = ${idleInTransactionMs}`).catch(onError);
    endWhenHung(client);
  });
  const { options } = pool;
  const connect = async (): Promise<PoolClient> => await pool.connect().catch(translate);
  const end = async (): Promise<void> => await pool.end();
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool: { connect, end, options } }) });
}

/** What pg-pool says when none of its connections came free in time has neither a class nor a code. */
function translate(err: unknown): never {
  if (err instanceof Error && err.message === "timeout exceeded when trying to connect") {
    throw new NoConnectionFree("no connection to the database came free in time", { cause: err });
  }
  throw err;
}

/** Connects, and brings the tables up to date. @throws when the database is away, and what `requirement` throws */
export async function openDatabase(
  url: string,
  options?: DatabaseOptions,
  requirement?: Requirement,
): Promise<Database> {
  await migrateAt(url, requirement);
  return connectDatabase(url, options);
}

/**
 * Brings the tables up to date, however long the database is away at first; `tell` hears of it. Answers false when
 * it was aborted before.
 * @throws when the database answers and refuses us, or a migration fails; and what `requirement` throws
 */
export async function migrateWhenUp(
  url: string,
  tell: (err: unknown) => void,
  signal: AbortSignal,
  requirement?: Requirement,
): Promise<boolean> {
  while (!signal.aborted) {
    try {
      await migrateAt(url, requirement);
      return !signal.aborted;
    } catch (err) {
      if (!isAway(err)) throw err;
      tell(err);
      await pause(1000);
    }
  }
  return false;
}

async function migrateAt(url: string, requirement: Requirement = async () => {}): Promise<void> {
  const pool = new Pool({ connectionString: url, max: 1, connectionTimeoutMillis: 5000, types });
  pool.on("error", () => {});
  // As in connectDatabase: what breaks between two queries would otherwise be an uncaught exception. The next query tells.
  pool.on("connect", (client) => client.on("error", () => {}));
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  try {
    await migrate(db);
    await requirement(db);
  } finally {
    await db.destroy();
  }
}

/**
 * No connection, or one that PostgreSQL ends because it starts or stops (SQLSTATE classes 08 and 57P). Kysely says
 * "discarded" of one whose transaction it could not even roll back.
 */
function isAway(err: unknown): boolean {
  if (!(err instanceof Error)) return false;
  const code = "code" in err ? String(err.code) : "";
  return (
    /^(?:E[A-Z_]+|08\w{3}|57P\d\d)$/.test(code) ||
    /timeout|terminated|discarded/i.test(err.message) ||
    isAway(err.cause)
  );
}

/** Throws when the database does not answer. */
export async function pingDatabase(db: Database): Promise<void> {
  await sql`select 1`.execute(db);
}

/**
 * node-postgres hands a connection on although it still awaits the answer that it gave up; whoever gets it waits
 * behind that. An ended one is replaced.
 */
function endWhenHung(client: PoolClient): void {
  const query = client.query.bind(client) as (...args: unknown[]) => Promise<unknown>;
  let hung: Error | undefined;
  const queryOrEnd = async (...args: unknown[]): Promise<unknown> => {
    if (hung) throw hung;
    return await query(...args).catch((err: unknown) => {
      if (err instanceof Error && err.message === "Query read timeout") {
        hung = err;
        void (client as unknown as Client).end();
      }
      throw err;
    });
  };
  client.query = queryOrEnd as typeof client.query;
}
