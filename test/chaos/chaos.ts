/** Kills, freezes, cuts and misleads everything while messages come in, and finds out what became of each. */
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { createProgress } from "../bench/progress.ts";
import { chaosFigures } from "./chaos-figures.ts";
import { chaosReport } from "./chaos-report.ts";
import { runChaos } from "./run-chaos.ts";

const usage = `npm run chaos -- [--seed 1] [--messages 2000] [--minutes 1] [--kills 30] [--redis-kills 3]
                [--database-restarts 1] [--zendesk-faults 300] [--history FILE]

  --minutes   how long messages and disasters go on, at least; then it is waited until all is at rest
  --history   where what happened is written, one JSON line each; else in the directory for temporary files`;

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    messages: { type: "string", default: "2000" },
    minutes: { type: "string", default: "1" },
    kills: { type: "string", default: "30" },
    "redis-kills": { type: "string", default: "3" },
    "database-restarts": { type: "string", default: "1" },
    "zendesk-faults": { type: "string", default: "300" },
    history: { type: "string" },
    help: { type: "boolean", default: false },
  },
});
const [seed, messages, kills, redisKills, databaseRestarts, zendeskFaults] = (
  ["seed", "messages", "kills", "redis-kills", "database-restarts", "zendesk-faults"] as const
).map((name) => Number(values[name])) as [number, number, number, number, number, number];
const durationMs = Number(values.minutes) * 60_000;
const counts = [seed, messages, kills, redisKills, databaseRestarts, zendeskFaults];
if (values.help || !counts.every((one) => Number.isInteger(one) && one >= 0) || !(durationMs > 0)) {
  console.log(usage);
  process.exit(values.help ? 0 : 2);
}

const historyFile = values.history ?? join(tmpdir(), `los-chaos-${seed}-${process.pid}.ndjson`);
const progress = createProgress(performance.now());
const { history, problems } = await runChaos(
  { seed, messages, kills, redisKills, databaseRestarts, zendeskFaults, durationMs, historyFile },
  progress,
);
process.stderr.write("\n");
console.log(chaosReport(chaosFigures(history), problems));
if (problems.length > 0) {
  console.error(`\nseed ${seed}, history ${historyFile}:\n${problems.join("\n")}`);
  process.exitCode = 1;
}
