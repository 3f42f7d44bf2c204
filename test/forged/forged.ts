/**
 * Sends forged and malformed requests to every route of a service of its own, then slow ones and floods, and counts what came
 * of them.
 */
import { cpus } from "node:os";
import { parseArgs } from "node:util";

import { openBenchStores } from "../bench/bench-stores.ts";
import { startChild } from "../bench/child-process.ts";
import { markdownTable } from "../bench/markdown-table.ts";
import { residentMb } from "../bench/process-figures.ts";
import { createProgress } from "../bench/progress.ts";
import { startSandbox } from "../../src/sandbox/start-sandbox.ts";
import { environmentFor } from "../support/environment.ts";
import { opsTokens } from "../support/operators.ts";
import { everyForgery, runCampaign } from "./campaign.ts";
import { changedEffects, effectsAtRest } from "./effects.ts";
import type { HeardRoute } from "./heard-routes.ts";
import { letInsidersIn } from "./insiders.ts";
import { trialRows, trySlowAndFloods } from "./slow-and-floods.ts";
import { someWork } from "./some-work.ts";

const { values } = parseArgs({
  options: {
    requests: { type: "string", default: "100000" },
    connections: { type: "string", default: "1000" },
    seed: { type: "string", default: String(Math.floor(Math.random() * 2 ** 31)) },
  },
});
const requests = Number(values.requests);
const seed = Number(values.seed);

await using open = new AsyncDisposableStack();
const { db, urls } = await openBenchStores(open);
const sandbox = await startSandbox();
open.defer(async () => await sandbox.close());
const service = await startChild(new URL("./service-process.ts", import.meta.url).href, null, {
  ...environmentFor(sandbox),
  DATABASE_URL: urls.databaseUrl,
  REDIS_URL: urls.redisUrl,
  OPS_TOKENS: opsTokens,
  LOG_LEVEL: "silent",
});
open.defer(async () => await service.close());
const world = { db, redisUrl: urls.redisUrl, sandbox };

await someWork(service.url, db);
const insiders = await letInsidersIn(db);
const routes = await service.ask<readonly HeardRoute[]>("routes");
const forgeries = everyForgery(service.url, routes, insiders);
const before = await effectsAtRest(world);

console.log(
  `${requests} forged requests of ${forgeries.length} kinds to ${routes.length} routes, seed ${seed}, on ${cpus().length} × ${cpus()[0]?.model}\n`,
);
const startedAt = performance.now();
const tell = createProgress(startedAt);
const residents: number[] = [];
const { statuses, wrong, repeats } = await runCampaign({
  url: service.url,
  forgeries,
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
console.log(`${markdownTable([["forgery", "answers"], ...rows]).join("\n")}\n`);

const changed = changedEffects(before, await effectsAtRest(world));
const failed = [...statuses.values()]
  .flatMap((counts) => [...counts])
  .reduce((sum, [status, count]) => (status >= 500 ? sum + count : sum), 0);
const accepted = wrong.filter((one) => one.statuses.some((status) => status >= 200 && status < 300)).length;

console.log(`${(requests / seconds).toFixed(0)} requests a second for ${seconds.toFixed(0)} s`);
console.log(
  `accepted ${accepted}, answered with a failure of ours ${failed}, answered otherwise than is right ${wrong.length}; sent again because the service was too busy ${repeats}`,
);
console.log(`effects (rows, keys in Redis, calls to Zendesk): ${changed.join("; ") || "none"}`);
console.log(`memory of the service, at each tenth: ${residents.map((mb) => mb.toFixed(0)).join(", ")} MB`);
for (const { forgery, statuses: answered, request, told } of wrong.slice(0, 20)) {
  const why = told === undefined ? "" : ` and told "${told}"`;
  console.log(
    `wrong: request ${request} (${forgery}) was answered ${answered.join(", ")}${why}; --seed ${seed} sends it again, but for sessions and the clock`,
  );
}
const trials = await trySlowAndFloods(service, Number(values.connections), tell);
console.log(`\n${markdownTable(trialRows(trials)).join("\n")}`);

const missed = trials.filter(({ isRight }) => !isRight).length;
if (missed + failed + wrong.length + changed.length > 0) process.exitCode = 1;
