/** A million messages come in while Zendesk is away; then it is back. */
import { cpus } from "node:os";
import { parseArgs } from "node:util";

import { backlogReport } from "./backlog-report.ts";
import { type BacklogOptions, measureBacklog } from "./backlog-run.ts";
import { isKept, keepFigures, keepUsage } from "./keep-figures.ts";
import { createProgress } from "./progress.ts";

const usage = `npm run bench:backlog -- [--messages 1000000] [--clients 10000] [--per-second 1500] [--minute-ms 6000] [--keep]

  --messages     signed messages, one webhook each
  --clients      about so many clients
  --per-second   messages sent in a second, whether or not those before are answered
  --minute-ms    what a minute of Zendesk lasts here (60000: real time)
${keepUsage}`;

const { values } = parseArgs({
  options: {
    messages: { type: "string", default: "1000000" },
    clients: { type: "string", default: "10000" },
    "per-second": { type: "string", default: "1500" },
    "minute-ms": { type: "string", default: "6000" },
    keep: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});
const options: BacklogOptions = {
  messages: Number(values.messages),
  clients: Number(values.clients),
  perSecond: Number(values["per-second"]),
  minuteMs: Number(values["minute-ms"]),
};
const isWhole = Object.values(options).every((number) => Number.isInteger(number) && number > 0);
if (values.help || !isWhole || options.messages % options.clients !== 0) {
  console.log(`${usage}\n\nEach client has as many messages as any other.`);
  process.exit(values.help ? 0 : 2);
}

const startedAt = performance.now();
const figures = await measureBacklog(options, createProgress(startedAt));
const { windows, samples, backAtSecond } = figures;
if (isKept(values)) {
  await keepFigures("backlog", {
    ...options,
    backAt_s: backAtSecond,
    ingest: windows.map(({ fromSecond, messages, refused, p50, p99, worst }) => ({
      t_s: fromSecond,
      messages,
      refused,
      p50_ms: round(p50),
      p99_ms: round(p99),
      worst_ms: round(worst),
    })),
    samples,
  });
}

console.log(`${cpus().length} × ${cpus()[0]?.model}, Node.js ${process.version}, ${new Date().toISOString().slice(0, 10)}.
One minute of Zendesk lasts ${options.minuteMs} ms here: limits, bulk jobs and the time of a call are ${60_000 / options.minuteMs} times faster.
Measured in ${((performance.now() - startedAt) / 60_000).toFixed(1)} minutes.

${backlogReport(figures, options)}`);

function round(number: number): number {
  return Math.round(number * 10) / 10;
}
