import process from "node:process";
import { pino } from "pino";
import { startWorkers } from "../../src/queue/workers.ts";

/** A worker that tells which key it attempts and never comes to an end: `node worker-process.ts REDIS_URL`. */
const [redisUrl = ""] = process.argv.slice(2);

startWorkers({
  redisUrl,
  log: pino({ level: "silent" }),
  concurrency: { clients: 4, tickets: 4 },
  pause: async () => undefined,
  attempt: async ({ key }) => {
    process.stdout.write(`${key}\n`);
    return await new Promise(() => undefined);
  },
});
process.stdout.write("started\n");
