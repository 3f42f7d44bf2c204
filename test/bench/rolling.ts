/** What senders see while each of two http processes is replaced, again and again. */
import { cpus } from "node:os";
import { parseArgs } from "node:util";

import { sql } from "kysely";

import { startSandbox } from "../../src/sandbox/start-sandbox.ts";
import { benchEnvironment } from "./bench-environment.ts";
import { openBenchStores, type Stores } from "./bench-stores.ts";
import { createProgress } from "./progress.ts";
import { type RollingResult, rollingReport } from "./rolling-report.ts";
import { rollingRestarts, type Way } from "./rolling-restarts.ts";

const usage = `npm run bench:rolling -- [--restarts 20] [--per-second 200]

  --restarts     how many processes are replaced behind a balancer, and as many without one
  --per-second   messages sent in a second`;

const { values } = parseArgs({
  options: {
    restarts: { type: "string", default: "20" },
    "per-second": { type: "string", default: "200" },
    help: { type: "boolean", default: false },
  },
});
const [restarts, perSecond] = [Number(values.restarts), Number(values["per-second"])];
if (values.help || ![restarts, perSecond].every((number) => Number.isInteger(number) && number > 0)) {
  console.log(usage);
  process.exit(values.help ? 0 : 2);
}

await using open = new AsyncDisposableStack();
const tell = createProgress(performance.now());
const sandbox = await startSandbox();
open.defer(async () => await sandbox.close());
const results: RollingResult[] = [];
for (const way of ["balancer", "direct"] as const) results.push(await measure(way));

console.log(`${cpus().length} × ${cpus()[0]?.model}, Node.js ${process.version}, ${new Date().toISOString().slice(0, 10)}.

${rollingReport(results)}`);

/** With stores of its own, so that every message is new. */
async function measure(way: Way): Promise<RollingResult> {
  await using ownStores = new AsyncDisposableStack();
  const stores = await openBenchStores(ownStores);
  const env = benchEnvironment(sandbox.url, stores.urls);
  const figures = await rollingRestarts({ way, restarts, perSecond, env, tell });
  return {
    figures,
    lost: await countLost(
      stores,
      figures.sent.filter(({ saw }) => saw === 202).map(({ id }) => id),
    ),
  };
}

async function countLost({ db }: Stores, accepted: readonly string[]): Promise<number> {
  const { rows } = await sql<{ lost: bigint }>`
    select count(*) as lost from unnest(${accepted}::text[]) as accepted(id)
    where not exists (select from messages where source = 'accounting' and messages.id = accepted.id)`.execute(
    db,
  );
  return Number(rows[0]?.lost);
}
