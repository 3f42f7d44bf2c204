/** Whether the memory of a worker grows with what it has handled. */
import { cpus } from "node:os";
import { parseArgs } from "node:util";

import { isKept, keepFigures, keepUsage } from "./keep-figures.ts";
import { memorySteps, millionReport } from "./million-report.ts";
import { measureMillion } from "./million-run.ts";
import { createProgress } from "./progress.ts";

const usage = `npm run bench:memory -- [--events 1000000] [--keys 25000] [--every 50000] [--keep]

  --events   what happens to clients and tickets, each of which takes an attempt
  --keys     so many clients and so many tickets
  --every    memory is told for so many attempts; the first of them are the warm-up
${keepUsage}`;

const { values } = parseArgs({
  options: {
    events: { type: "string", default: "1000000" },
    keys: { type: "string", default: "25000" },
    every: { type: "string", default: "50000" },
    keep: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});
const [events, keys, every] = [values.events, values.keys, values.every].map(Number) as [
  number,
  number,
  number,
];
if (values.help || ![events, keys, every].every((number) => Number.isInteger(number) && number > 0)) {
  console.log(usage);
  process.exit(values.help ? 0 : 2);
}

const figures = await measureMillion({ events, keys }, createProgress(performance.now()));
if (isKept(values)) {
  await keepFigures("worker-memory", {
    events: figures.events,
    steps: memorySteps(figures.samples, every),
  });
}

console.log(`${cpus().length} × ${cpus()[0]?.model}, Node.js ${process.version}, ${new Date().toISOString().slice(0, 10)}.

${millionReport(figures, every)}`);
