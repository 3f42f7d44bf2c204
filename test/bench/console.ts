/** How long the overview, the search and the lists take in a database of some years. */
import { cpus } from "node:os";

import { loadCatalogue } from "../../src/catalogue/load-catalogue.ts";
import { loadConfig } from "../../src/config.ts";
import { createOperations } from "../../src/operating.ts";
import { openDatabase } from "../../src/store/database.ts";
import { benchEnvironment } from "./bench-environment.ts";
import { openBenchStores } from "./bench-stores.ts";
import { makeConsoleData } from "./console-data.ts";
import { goal } from "./goal.ts";
import { markdownTable } from "./markdown-table.ts";

const size = { clients: 100_000, tickets: 100_000, history: 1_000_000 };
const looks = 100;
const goalMs = 100;

await using open = new AsyncDisposableStack();
const { db, urls } = await openBenchStores(open);
await (await openDatabase(urls.databaseUrl)).destroy();
await makeConsoleData(db, size);
const config = loadConfig(benchEnvironment("http://127.0.0.1:1", urls));
const catalogue = await loadCatalogue(config.configDir);
const { overview, clients, jobs } = createOperations({ config, catalogue, db, wake: () => {} });

const page = { limit: 50 };
const asked: Record<string, (index: number) => Promise<unknown>> = {
  overview: async () => await overview.look(),
  "search, all": async () => await clients.search("", page),
  "search, part of a name": async (index) => await clients.search(`living ${index}`, page),
  "search, beginning of an id": async (index) => await clients.search(`C-${index}`, page),
  "search, domain": async (index) => await clients.search(`c-${index}7.example`, page),
  "search, nothing": async (index) => await clients.search(`nobody ${index}`, page),
  client: async (index) => await clients.find(`C-${index + 1}`),
  "history of a client": async (index) => await clients.history({ clientId: `C-${index + 1}` }, page),
  activity: async () => await clients.activity(page),
  "failures by cause": async () => await jobs.causes(),
  "failures of a cause": async () => await jobs.list({ state: "failed", cause: "zendesk-404" }, page),
  "jobs of a client": async (index) => await jobs.list({ clientId: `C-${index + 1}` }, page),
};

console.log(
  `${size.clients} clients, ${size.tickets} tickets, ${size.history} rows of history; ${looks} times each, on ${cpus().length} × ${cpus()[0]?.model}\n`,
);
const rows: string[][] = [];
for (const [name, ask] of Object.entries(asked)) {
  await ask(0);
  const tookMs: number[] = [];
  for (let index = 0; index < looks; index += 1) {
    const startedAt = performance.now();
    await ask(index);
    tookMs.push(performance.now() - startedAt);
  }
  const [middle, slowest] = [0.5, 0.99].map((share) => shareOf(tookMs, share));
  rows.push([
    name,
    `${middle?.toFixed(1)} ms`,
    `${slowest?.toFixed(1)} ms`,
    goal((middle ?? 0) < goalMs, ""),
  ]);
}
console.log(markdownTable([["", "p50", "p99", `under ${goalMs} ms`], ...rows]).join("\n"));

function shareOf(tookMs: readonly number[], share: number): number {
  return tookMs.toSorted((one, other) => one - other)[Math.ceil(tookMs.length * share) - 1] ?? 0;
}
