import { once } from "node:events";
import process from "node:process";
import { startEmbeddedPostgres } from "../../src/embedded/start-embedded-postgres.ts";
import { startEmbeddedRedis } from "../../src/embedded/start-embedded-redis.ts";

/** A process that holds a store until its input ends: `node hold-store.ts postgres|redis DATA_DIR`. */
const [kind, dataDir = ""] = process.argv.slice(2);
process.on("SIGINT", () => process.stdout.write("interrupted\n"));

const start = kind === "postgres" ? startEmbeddedPostgres : startEmbeddedRedis;
const store = await start({ dataDir });
process.stdout.write(`${JSON.stringify({ url: store.url, owned: store.owned })}\n`);

await once(process.stdin.resume(), "end");
await store.close();
