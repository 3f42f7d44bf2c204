/** What keeping Zendesk in step costs, and how that grows, beside a plain client that makes one call per record. */
import { cpus } from "node:os";
import { parseArgs } from "node:util";

import { type Costs, costReport } from "./cost-report.ts";
import { enterpriseSandbox } from "./enterprise-sandbox.ts";
import { isKept, keepFigures, keepUsage } from "./keep-figures.ts";
import { measurePlain } from "./measure-plain.ts";
import { type Measured, measureService, type Pace } from "./measure-service.ts";
import { costFigures } from "./plot-cost.ts";
import { createProgress } from "./progress.ts";

const usage = `npm run bench -- [--sizes 1000,10000,100000] [--minute-ms 6000] [--keep]

  --sizes       how many clients, in growing order; live clients are tried with the last
  --minute-ms   what a minute of Zendesk lasts here (60000: real time, 100,000 clients then take an hour)
${keepUsage}`;

/** The plain client's cost is in proportion to the records: measured for so many, computed for others. */
const plainSize = 1000;

const { values } = parseArgs({
  options: {
    sizes: { type: "string", default: "1000,10000,100000" },
    "minute-ms": { type: "string", default: "6000" },
    keep: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});
const sizes = values.sizes.split(",").map(Number);
const minuteMs = Number(values["minute-ms"]);
if (values.help || ![...sizes, minuteMs].every((number) => Number.isInteger(number) && number > 0)) {
  console.log(usage);
  process.exit(values.help ? 0 : 2);
}

const startedAt = performance.now();
const tell = createProgress(startedAt);
const pace: Pace = { minuteMs, sandbox: enterpriseSandbox(minuteMs) };
const plain = await measurePlain(plainSize, pace, tell);
const measured: Measured[] = [];
for (const size of sizes) {
  measured.push(await measureService(size, pace, size === sizes.at(-1), tell));
}
process.stderr.write("\n");

console.log(`${cpus().length} × ${cpus()[0]?.model}, Node.js ${process.version}, ${new Date().toISOString().slice(0, 10)}.
One minute of Zendesk lasts ${minuteMs} ms here: limits, bulk jobs and the time of a call are ${60_000 / minuteMs} times faster.
Measured in ${((performance.now() - startedAt) / 60_000).toFixed(0)} minutes.
`);
const costs: Costs = {
  ours: measured.flatMap(({ figures }) => figures),
  plain,
  live: measured.at(-1)?.live,
  minuteMs,
  requestsPerMinute: pace.sandbox.requestsPerMinute ?? 0,
};
console.log(costReport(costs));
if (isKept(values)) await keepFigures("cost", costFigures(costs));
