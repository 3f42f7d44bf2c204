/** Kills, freezes, cuts and misleads everything while messages come in, and finds out what became of each. */
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { createProgress } from "../bench/progress.ts";
import { chaosFigures } from "./chaos-figures.ts";
import { chaosReport } from "./chaos-report.ts";
import { runChaos } from "./run-chaos.ts";

const usage = `npm run chaos -- [--seed 1] [--messages 2000] [--kills 40] [--redis-kills 4] [--database-restarts 2]
                [--zendesk-faults 300] [--calm-strikes 2] [--only-recovery] [--history FILE]

  --messages        how many have to be answered 202; more are sent, as senders give up
  --calm-strikes    how often a worker is killed, Redis killed, Redis frozen and the database frozen with nothing else
                    going on, so that it is seen how soon all recovers
  --only-recovery   these alone, ten of each
  --history         where what happened is written, one JSON line each; else in the directory for temporary files`;

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    messages: { type: "string", default: "2000" },
    kills: { type: "string", default: "40" },
    "redis-kills": { type: "string", default: "4" },
    "database-restarts": { type: "string", default: "2" },
    "zendesk-faults": { type: "string", default: "300" },
    "calm-strikes": { type: "string", default: "2" },
    "only-recovery": { type: "boolean", default: false },
    history: { type: "string" },
    help: { type: "boolean", default: false },
  },
});
const asked = {
  seed: Number(values.seed),
  messages: Number(values.messages),
  kills: Number(values.kills),
  redisKills: Number(values["redis-kills"]),
  databaseRestarts: Number(values["database-restarts"]),
  zendeskFaults: Number(values["zendesk-faults"]),
  calmStrikes: Number(values["calm-strikes"]),
};
if (values.help || !Object.values(asked).every((one) => Number.isInteger(one) && one >= 0)) {
  console.log(usage);
  process.exit(values.help ? 0 : 2);
}
const calmOnly = { kills: 0, redisKills: 0, databaseRestarts: 0, zendeskFaults: 0, calmStrikes: 10 };
const counts = values["only-recovery"] ? { ...asked, ...calmOnly } : asked;

const historyFile = values.history ?? join(tmpdir(), `los-chaos-${counts.seed}-${process.pid}.ndjson`);
const progress = createProgress(performance.now());
const { history, problems } = await runChaos({ ...counts, historyFile }, progress);
process.stderr.write("\n");
console.log(chaosReport(chaosFigures(history), problems));
if (problems.length > 0) {
  console.error(`\nseed ${counts.seed}, history ${historyFile}:\n${problems.join("\n")}`);
}
// A sender that nobody waits for any more may still hold the process.
process.exit(problems.length > 0 ? 1 : 0);
