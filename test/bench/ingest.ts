/** How many signed webhooks are taken and durable in a second, beside bare routes that verify their signature and no more, or keep the bytes. */
import { cpus } from "node:os";
import { parseArgs } from "node:util";

import { ingestReport } from "./ingest-report.ts";
import { isKept, keepFigures, keepUsage } from "./keep-figures.ts";
import { measureIngest } from "./measure-ingest.ts";
import { ingestPlotFigures } from "./plot-ingest.ts";
import { createProgress } from "./progress.ts";

/** All messages of the steady pace are signed before the first is sent, and a signature is good for five minutes. */
const steadySecondsAtMost = 240;

const usage = `npm run bench:ingest -- [--rounds 8] [--seconds 4] [--connections 64] [--per-second 500] [--keep]

  --rounds        how often ours and the two bare routes take turns
  --seconds       how long a round takes about
  --connections   how many messages are under way at once
  --per-second    the steady pace, held for as long as all rounds of one of them: at most ${steadySecondsAtMost} s
${keepUsage}`;

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "8" },
    seconds: { type: "string", default: "4" },
    connections: { type: "string", default: "64" },
    "per-second": { type: "string", default: "500" },
    keep: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});
const options = {
  rounds: Number(values.rounds),
  seconds: Number(values.seconds),
  connections: Number(values.connections),
  perSecond: Number(values["per-second"]),
};
const isWhole = Object.values(options).every((number) => Number.isInteger(number) && number > 0);
if (values.help || !isWhole || options.rounds * options.seconds > steadySecondsAtMost) {
  console.log(usage);
  process.exit(values.help ? 0 : 2);
}

const startedAt = performance.now();
const figures = await measureIngest(options, createProgress(startedAt));
process.stderr.write("\n");

console.log(`${cpus().length} × ${cpus()[0]?.model}, Node.js ${process.version}, ${new Date().toISOString().slice(0, 10)}.
${options.connections} connections, ${options.rounds} rounds of ${options.seconds} s each; measured in ${((performance.now() - startedAt) / 60_000).toFixed(1)} minutes.
`);
console.log(ingestReport(figures, options));
if (isKept(values)) await keepFigures("ingest", ingestPlotFigures(figures, options.perSecond));
