import { Redis } from "ioredis";
import { sql } from "kysely";

import type { Call } from "../../src/sandbox/calls.ts";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import type { Database } from "../../src/store/database.ts";
import { eventually } from "../support/running.ts";

/** Whatever a request could bring about, by name: each table as it is, jobs in Redis, calls to Zendesk. */
export type Effects = Readonly<Record<string, string>>;

export type World = { readonly db: Database; readonly redisUrl: string; readonly sandbox: Sandbox };

/** What the service does by itself, whatever is asked of it: the regular readings, and what it counts of Zendesk's limits. */
const byItself = {
  tables: new Set(["sweeps", "conditions"]),
  calls:
    /^(?:\w+ \/oauth|GET \/api\/v2\/(?:incremental|slas|group_slas|groups|webhooks|organization_fields|ticket_fields|business_hours))/,
  keys: /^bull:[\w-]+:(?:meta|marker|stalled-check|events|id|stalled|limiter)$|^(?!bull:)/,
};

/** All of it, once nothing changes any more. */
export async function effectsAtRest(world: World): Promise<Effects> {
  let seen = await effectsIn(world);
  return await eventually("rest", async () => {
    await new Promise((resolve) => setTimeout(resolve, 300));
    const before = seen;
    seen = await effectsIn(world);
    return changedEffects(before, seen).length === 0 && seen;
  });
}

/** Those that are not as they were before. */
export function changedEffects(before: Effects, after: Effects): string[] {
  return Object.entries(after)
    .filter(([name, what]) => what !== before[name])
    .map(([name, what]) => `${name}: ${before[name] ?? "nothing"} before, ${what} after`);
}

async function effectsIn({ db, redisUrl, sandbox }: World): Promise<Effects> {
  const jobs = (await keysAt(redisUrl)).filter((key) => !byItself.keys.test(key));
  const calls = sandbox.calls.filter(({ method, path }) => !byItself.calls.test(`${method} ${path}`));
  return {
    ...(await tablesIn(db)),
    "jobs in Redis": jobs.toSorted().join(" ") || "none",
    ...callsByPath(calls),
  };
}

function callsByPath(calls: readonly Call[]): Effects {
  const byPath = Map.groupBy(calls, ({ method, path }) => `call ${method} ${path}`);
  return Object.fromEntries([...byPath].map(([path, all]) => [path, `${all.length} times`]));
}

/** Each table by the number of its rows and a digest of what is in them. */
async function tablesIn(db: Database): Promise<Effects> {
  const { rows: tables } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' order by name`.execute(db);
  const effects: Record<string, string> = {};
  for (const { name } of tables.filter((table) => !byItself.tables.has(table.name))) {
    const { rows } = await sql<{ seen: string }>`
      select count(*) || ' rows, ' || coalesce(md5(string_agg(one::text, ' ' order by one::text)), '') as seen
      from ${sql.table(name)} as one`.execute(db);
    effects[name] = rows[0]?.seen ?? "";
  }
  return effects;
}

async function keysAt(redisUrl: string): Promise<string[]> {
  const redis = new Redis(redisUrl);
  try {
    return await redis.keys("*");
  } finally {
    redis.disconnect();
  }
}
