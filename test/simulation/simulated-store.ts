import { Client, TypeOverrides } from "pg";

import { connectDatabase } from "../../src/store/database.ts";
import { migrate } from "../../src/store/migrations.ts";

/** When every simulated world begins. */
export const beginning = Date.parse("2026-11-20T15:00:00Z");

/** So often all tables are emptied of what seeds left behind when they were rolled back. */
const emptiedEvery = 50;

const int8 = 20;

export type Rows = {
  readonly rows: readonly unknown[];
  readonly rowCount: number | null;
  readonly command: string;
};

/**
 * A real PostgreSQL whose `now()` is the simulated clock, with one connection: whoever has it, has the database. Each
 * world is one transaction that is rolled back, so none knows of another.
 */
export type SimulatedStore = {
  begin(): Promise<void>;
  query(statement: string, values: readonly unknown[], nowMs: number): Promise<Rows>;
  end(): Promise<void>;
  close(): Promise<void>;
};

/** @param url of an empty database */
export async function openSimulatedStore(url: string): Promise<SimulatedStore> {
  const simulatedUrl = await prepare(url);
  const types = new TypeOverrides();
  types.setTypeParser(int8, BigInt);
  const client = new Client({ connectionString: simulatedUrl, types, pipeline: true });
  await client.connect();
  const tables = await tablesOf(client);
  const names = new Map<string, string>();
  let shownMs = -1;
  let worlds = 0;

  function prepared(text: string, values: readonly unknown[]): Promise<Rows> {
    const name = names.get(text) ?? `s${names.size}`;
    names.set(text, name);
    return client.query({ name, text, values: [...values] });
  }

  return {
    async begin() {
      if (worlds % emptiedEvery === 0) await client.query(`truncate ${tables}`);
      worlds += 1;
      shownMs = -1;
      await client.query("begin");
    },
    async query(text, values, nowMs) {
      if (nowMs === shownMs) return sorted(await prepared(text, values));
      shownMs = nowMs;
      const at = new Date(beginning + nowMs).toISOString();
      const { stream } = client.connection;
      stream.cork();
      const clock = prepared("select set_config('simulated.now', $1, false)", [at]);
      const result = prepared(text, values);
      stream.uncork();
      await clock;
      return sorted(await result);
    },
    async end() {
      await client.query("rollback");
    },
    close: async () => await client.end(),
  };
}

/** Makes the clock, and all tables under it, so that their defaults and triggers go by it too. */
async function prepare(url: string): Promise<string> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(`
    create schema simulated;
    create function simulated.now() returns timestamptz language sql stable
      as $$ select pg_catalog.current_setting('simulated.now')::timestamptz $$`);
  await client.end();

  const simulatedUrl = new URL(url);
  const settings = {
    search_path: "simulated,pg_catalog",
    "simulated.now": new Date(beginning).toISOString(),
    plan_cache_mode: "force_generic_plan",
  };
  const options = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`);
  simulatedUrl.searchParams.set("options", options.join(" "));
  const db = connectDatabase(simulatedUrl.href);
  await migrate(db);
  await db.destroy();
  return simulatedUrl.href;
}

async function tablesOf(client: Client): Promise<string> {
  const { rows } = await client.query<{ names: string }>(`
    select string_agg(tablename, ', ') as names from pg_tables
    where schemaname = 'simulated' and tablename not like 'kysely%'`);
  return rows[0]!.names;
}

/** Where PostgreSQL promises no order, or an order with ties, it is this one: plans change while thousands of worlds run. */
function sorted(result: Rows): Rows {
  if (result.rows.length < 2) return result;
  const keyed = result.rows.map((row) => ({ row, key: keyOf(row) }));
  keyed.sort((one, other) => (one.key < other.key ? -1 : 1));
  return { ...result, rows: keyed.map(({ row }) => row) };
}

function keyOf(row: unknown): string {
  return JSON.stringify(row, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value));
}
