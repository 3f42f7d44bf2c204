/** How long one event takes from its signed webhook to the record in Zendesk, on a service that has nothing else to do. */
import { cpus } from "node:os";
import { parseArgs } from "node:util";

import { markdownTable } from "./markdown-table.ts";
import { type LatencyFigures, measureLatency } from "./measure-latency.ts";
import { createProgress } from "./progress.ts";
import { shareOf } from "./share-of.ts";

const usage = `npm run bench:latency -- [--events 50] [--call-ms 0,200]

  --events    how many of each kind
  --call-ms   what a call to Zendesk takes, one run for each`;

const { values } = parseArgs({
  options: {
    events: { type: "string", default: "50" },
    "call-ms": { type: "string", default: "0,200" },
    help: { type: "boolean", default: false },
  },
});
const events = Number(values.events);
const callsMs = values["call-ms"].split(",").map(Number);
if (
  values.help ||
  !(events > 0) ||
  ![events, ...callsMs].every((number) => Number.isInteger(number) && number >= 0)
) {
  console.log(usage);
  process.exit(values.help ? 0 : 2);
}

const startedAt = performance.now();
const tell = createProgress(startedAt);
const figures: LatencyFigures[] = [];
for (const callMs of callsMs) figures.push(...(await measureLatency(callMs, events, tell)));
process.stderr.write("\n");

console.log(`${cpus().length} × ${cpus()[0]?.model}, Node.js ${process.version}, ${new Date().toISOString().slice(0, 10)}.
${events} events of each kind; measured in ${((performance.now() - startedAt) / 60_000).toFixed(1)} minutes.
`);
console.log(
  markdownTable([
    ["a call takes", "event", "p50", "p90", "p99", "worst", "the first"],
    ...figures.map(({ callMs, kind, tookMs, firstMs }) => [
      `${callMs} ms`,
      kind,
      ...[0.5, 0.9, 0.99, 1].map((share) => `${Math.round(shareOf(tookMs, share))} ms`),
      `${Math.round(firstMs)} ms`,
    ]),
  ]).join("\n"),
);
