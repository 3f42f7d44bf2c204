/** Lives through thousands of small worlds, each decided by its seed, and says in which of them a promise was broken. */
import { availableParallelism, cpus } from "node:os";
import { parseArgs } from "node:util";

import { count } from "../bench/count.ts";
import { markdownTable } from "../bench/markdown-table.ts";
import { createProgress } from "../bench/progress.ts";
import { openSimulationPostgres } from "./open-simulation-postgres.ts";
import { plantedBugs } from "./planted-bugs.ts";
import { runSeed } from "./run-seed.ts";
import { runSeeds } from "./run-seeds.ts";
import { openSimulatedStore } from "./simulated-store.ts";

const usage = `npm run simulate -- [--seeds 2000] [--processes ${availableParallelism()}] [--seed N [--trace]] [--plant NAME | --plant all]

  --seeds   how many worlds, from seed 1 on
  --seed    this world only; with --trace all that happened in it
  --plant   with a mistake planted in it, until it is found: ${plantedBugs.map(({ name }) => name).join(", ")}`;

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "2000" },
    processes: { type: "string", default: String(availableParallelism()) },
    seed: { type: "string" },
    trace: { type: "boolean", default: false },
    plant: { type: "string" },
    help: { type: "boolean", default: false },
  },
});
const [seeds = 0, processes = 0] = [values.seeds, values.processes].map(Number);
const plants = values.plant === "all" ? plantedBugs : plantedBugs.filter(({ name }) => name === values.plant);
const isSense =
  [seeds, processes, Number(values.seed ?? 1)].every((number) => Number.isInteger(number) && number > 0) &&
  (values.plant === undefined || plants.length > 0);
if (values.help || !isSense) {
  console.log(usage);
  process.exit(values.help ? 0 : 2);
}

const startedAt = performance.now();
const tell = createProgress(startedAt);
await using open = new AsyncDisposableStack();
const databaseUrl = await openSimulationPostgres(open);

if (values.seed !== undefined) {
  const store = await openSimulatedStore(databaseUrl);
  open.defer(async () => await store.close());
  const { problems, steps, hash, trace } = await runSeed(Number(values.seed), store, plants[0]);
  if (values.trace) console.log(trace.join("\n"));
  console.log(`seed ${values.seed}: ${count(steps)} steps, hash ${hash}, ${problems.length} problems`);
  for (const problem of problems) console.log(problem);
  process.exitCode = problems.length > 0 ? 1 : 0;
} else if (plants.length > 0) {
  const rows = [["planted", "found in world", "what was seen"]];
  for (const { name, what } of plants) {
    const options = { databaseUrl, first: 1, count: seeds, processes: 1, plant: name, untilFailure: true };
    const { failures } = await runSeeds(options, ({ seeds: so }) => tell(`${name}: ${so} worlds`));
    const [found] = failures;
    rows.push([`${name}: ${what}`, String(found?.seed ?? "not found"), found?.problems[0] ?? ""]);
    if (!found) process.exitCode = 1;
  }
  process.stderr.write("\n");
  console.log(markdownTable(rows).join("\n"));
} else {
  const options = { databaseUrl, first: 1, count: seeds, processes, untilFailure: false };
  const beganAt = performance.now();
  const { failures, steps, simulatedMs } = await runSeeds(options, ({ seeds: so, failures: bad }) =>
    tell(`${count(so)} worlds, ${bad.length} with problems`),
  );
  const minutes = (performance.now() - beganAt) / 60_000;
  process.stderr.write("\n");
  console.log(
    `${cpus().length} × ${cpus()[0]?.model}, Node.js ${process.version}, ${new Date().toISOString().slice(0, 10)}\n`,
  );
  const head = [
    "processes",
    "worlds",
    "steps",
    "simulated hours",
    "minutes",
    "worlds per minute",
    "with problems",
  ];
  const row = [
    String(processes),
    count(seeds),
    count(steps),
    (simulatedMs / 3_600_000).toFixed(1),
    minutes.toFixed(2),
    count(Math.round(seeds / minutes)),
    String(failures.length),
  ];
  console.log(markdownTable([head, row]).join("\n"));
  for (const { seed, problems } of failures.slice(0, 10))
    console.log(`\nseed ${seed}: ${problems.join("; ")}`);
  process.exitCode = failures.length > 0 ? 1 : 0;
}
