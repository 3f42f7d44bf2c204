/** How much a million messages take on the database's disk, told by some thousands of each kind. */
import { randomUUID } from "node:crypto";
import { parseArgs } from "node:util";

import { sql } from "kysely";

import { defaultCredentials } from "../../src/sandbox/credentials.ts";
import type { Database } from "../../src/store/database.ts";
import { envelope, post } from "../support/accounting.ts";
import { environmentFor } from "../support/environment.ts";
import { startServiceProcess } from "../support/service-process.ts";
import { eventDetail, postAsZendesk, zendeskEvent } from "../support/zendesk-sender.ts";
import { openBenchStores } from "./bench-stores.ts";
import { count } from "./count.ts";
import { markdownTable } from "./markdown-table.ts";
import { createProgress } from "./progress.ts";

const { values } = parseArgs({ options: { messages: { type: "string", default: "20000" } } });
const messages = Number(values.messages);
const atATime = 20;
const tables = ["messages", "statements", "clients", "tickets", "work"] as const;

const progress = createProgress(performance.now());
await using open = new AsyncDisposableStack();
const { db, urls } = await openBenchStores(open);
const service = await startServiceProcess(
  {
    ...environmentFor({ url: "http://127.0.0.1:9", credentials: defaultCredentials }),
    DATABASE_URL: urls.databaseUrl,
    REDIS_URL: urls.redisUrl,
    LOG_LEVEL: "info",
  },
  ["--role", "http"],
);
open.defer(async () => await service.kill("SIGTERM"));

/** Ten messages for each client, and four events for each ticket. */
const sending: Readonly<Record<string, (number: number) => Promise<{ readonly status: number }>>> = {
  "of accounting's": async (number) =>
    await post(
      service.url,
      envelope("assignments", {
        clientId: `C-${number % (messages / 10)}`,
        occurredAt: new Date().toISOString(),
        accountManager: `Manager ${number}`,
        seoAnalyst: "Dana Fox",
        clientHubUrn: `g5-${number}`,
      }),
    ),
  "events of Zendesk's": async (number) => {
    const ticketId = 1 + (number % (messages / 4));
    const detail = eventDetail(ticketId, { updated_at: new Date().toISOString(), tags: [`tag_${number}`] });
    return await postAsZendesk(
      service.url,
      zendeskEvent("ticket.tags_changed", `ticket:${ticketId}`, {
        time: new Date().toISOString(),
        detail,
      }),
      { invocationId: randomUUID() },
    );
  },
};

const rows = [["a million messages", ...tables, "together"]];
for (const [kind, send] of Object.entries(sending)) {
  const before = await sizesIn(db);
  await sendAll(kind, send);
  const after = await sizesIn(db);
  const grown = tables.map((table) => ((after[table] - before[table]) / messages) * 1e6);
  rows.push([kind, ...[...grown, grown.reduce((sum, one) => sum + one, 0)].map(inMegabytes)]);
}
console.log(markdownTable(rows).join("\n"));

async function sendAll(
  kind: string,
  send: (number: number) => Promise<{ readonly status: number }>,
): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < messages) {
      next += 1;
      const { status } = await send(next);
      if (status !== 202) throw new Error(`message ${next} ${kind} was answered ${status}`);
      progress(`${count(next)} of ${count(messages)} messages ${kind}`);
    }
  };
  await Promise.all(Array.from({ length: atATime }, lane));
}

/** Bytes of each table with its indexes and what is stored out of line, once nothing is left of older versions of rows. */
async function sizesIn(database: Database): Promise<Readonly<Record<(typeof tables)[number], number>>> {
  for (const table of tables) await sql`vacuum full ${sql.table(table)}`.execute(database);
  const { rows: sizes } = await sql<{ name: string; bytes: string }>`
    select name, pg_total_relation_size(name::regclass) as bytes
    from unnest(${tables}::text[]) as name`.execute(database);
  return Object.fromEntries(sizes.map(({ name, bytes }) => [name, Number(bytes)])) as Record<
    (typeof tables)[number],
    number
  >;
}

function inMegabytes(bytes: number): string {
  return `${count(Math.round(bytes / 1024 ** 2))} MB`;
}
