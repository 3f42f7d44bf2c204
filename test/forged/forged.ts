/** Sends forged and malformed requests to a service of its own, and counts what came of them. */
import { cpus } from "node:os";
import { parseArgs } from "node:util";

import { sql } from "kysely";

import { openBenchStores } from "../bench/bench-stores.ts";
import { startChild } from "../bench/child-process.ts";
import { markdownTable } from "../bench/markdown-table.ts";
import { residentMb } from "../bench/process-figures.ts";
import { createProgress } from "../bench/progress.ts";
import { startSandbox } from "../../src/sandbox/start-sandbox.ts";
import { environmentFor } from "../support/environment.ts";
import { runCampaign } from "./campaign.ts";

const { values } = parseArgs({
  options: {
    requests: { type: "string", default: "100000" },
    seed: { type: "string", default: String(Math.floor(Math.random() * 2 ** 31)) },
  },
});
const requests = Number(values.requests);
const seed = Number(values.seed);

await using open = new AsyncDisposableStack();
const { db, urls } = await openBenchStores(open);
const sandbox = await startSandbox();
open.defer(async () => await sandbox.close());
const service = await startChild(
  "./service-process.ts",
  { minuteMs: 60_000 },
  {
    ...environmentFor(sandbox),
    DATABASE_URL: urls.databaseUrl,
    REDIS_URL: urls.redisUrl,
    LOG_LEVEL: "silent",
  },
);
open.defer(async () => await service.close());

console.log(`${requests} forged requests, seed ${seed}, on ${cpus().length} × ${cpus()[0]?.model}\n`);
const startedAt = performance.now();
const tell = createProgress(startedAt);
const residents: number[] = [];
const { statuses, wrong } = await runCampaign({
  url: service.url,
  requests,
  seed,
  onProgress: (sent) => {
    tell(`${sent} of ${requests} sent`);
    if (sent >= ((residents.length + 1) * requests) / 10) residents.push(residentMb(service.pid));
  },
});
const seconds = (performance.now() - startedAt) / 1000;

const rows = [...statuses].map(([name, counts]) => [
  name,
  [...counts].map(([status, count]) => `${status === 0 ? "no answer" : status} × ${count}`).join(", "),
]);
console.log(`\n${markdownTable([["forgery", "answers"], ...rows]).join("\n")}\n`);

const kept = await sql<{ messages: number; work: number }>`
  select (select count(*)::int from messages) as messages, (select count(*)::int from work) as work`.execute(
  db,
);
const { messages = 0, work = 0 } = kept.rows[0] ?? {};
const calls = sandbox.calls.filter(({ path }) => path.startsWith("/api/v2/organizations")).length;
const all = [...statuses.values()].flatMap((counts) => [...counts]);
const count = (isSuch: (status: number) => boolean): number =>
  all.filter(([status]) => isSuch(status)).reduce((sum, [, some]) => sum + some, 0);
const accepted = count((status) => status >= 200 && status < 300);
const failed = count((status) => status >= 500);

console.log(`${(requests / seconds).toFixed(0)} requests a second for ${seconds.toFixed(0)} s`);
console.log(
  `accepted ${accepted}, answered with a failure of ours ${failed}, answered otherwise than is right ${wrong.length}`,
);
console.log(`messages kept ${messages}, work ${work}, calls to Zendesk about organizations ${calls}`);
console.log(`memory of the service, at each tenth: ${residents.map((mb) => mb.toFixed(0)).join(", ")} MB`);
for (const { forgery, status, request } of wrong.slice(0, 20)) {
  console.log(`wrong: request ${request} (${forgery}) was answered ${status}; --seed ${seed} sends it again`);
}
if (accepted + failed + wrong.length + messages + work + calls > 0) process.exitCode = 1;
