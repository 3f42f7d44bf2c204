/** What keeping tickets right costs when thousands of events come at once, beside a plain client that makes one call per ticket. */
import { cpus } from "node:os";
import { parseArgs } from "node:util";

import { measurePlainTickets } from "./measure-plain-tickets.ts";
import { measureTickets } from "./measure-tickets.ts";
import { createProgress } from "./progress.ts";
import { ticketReport } from "./ticket-report.ts";

const usage = `npm run bench:tickets -- [--tickets 3000] [--plain 300]

  --tickets   how many tickets people write within five seconds
  --plain     how many the plain client does, at a hundred a minute`;

const clients = 100;

const { values } = parseArgs({
  options: {
    tickets: { type: "string", default: "3000" },
    plain: { type: "string", default: "300" },
    help: { type: "boolean", default: false },
  },
});
const [size = 0, plainSize = 0] = [values.tickets, values.plain].map(Number);
if (values.help || ![size, plainSize].every((number) => Number.isInteger(number) && number > 0)) {
  console.log(usage);
  process.exit(values.help ? 0 : 2);
}

const startedAt = performance.now();
const tell = createProgress(startedAt);
const measured = await measureTickets(size, clients, tell);
const plain = await measurePlainTickets(plainSize, clients, tell);
process.stderr.write("\n");

console.log(`${cpus().length} × ${cpus()[0]?.model}, Node.js ${process.version}, ${new Date().toISOString().slice(0, 10)}.
In real time; measured in ${((performance.now() - startedAt) / 60_000).toFixed(1)} minutes.
`);
console.log(ticketReport({ ...measured, plain }));
