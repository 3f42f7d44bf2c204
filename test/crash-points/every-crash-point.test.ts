import { describe, expect, it, vi } from "vitest";

import { crashPointNames } from "../../src/crash-points/crash-point-names.ts";
import { startSandbox } from "../../src/sandbox/start-sandbox.ts";
import { type Database, openDatabase } from "../../src/store/database.ts";
import { freshDatabase, freshRedis } from "../support/databases.ts";
import { environmentFor } from "../support/environment.ts";
import { eventually, startServiceFor } from "../support/running.ts";
import { startMortalService } from "../support/mortal-service.ts";
import { stories } from "./stories.ts";
import type { Saying, Story, World } from "./story.ts";

/** A death takes a second or two and its work ten more, when nobody else uses the machine. */
const patienceMs = 60_000;

/** A sandbox, a database and a Redis database of one story's own. */
async function worldOf(story: Story, open: AsyncDisposableStack): Promise<World> {
  const sandbox = await startSandbox(story.sandbox);
  open.defer(async () => await sandbox.close());
  const database = await freshDatabase();
  open.defer(async () => await database.drop());
  const db = await openDatabase(database.url);
  open.defer(async () => await db.destroy());
  const redis = await freshRedis();
  const env = { ...environmentFor(sandbox), DATABASE_URL: database.url, REDIS_URL: redis.url };
  return { sandbox, db, env };
}

/** Each until it is answered 202, by whoever listens then. */
async function sayAll(sayings: readonly Saying[], findUrl: () => string | undefined): Promise<void> {
  for (const say of sayings) {
    await eventually(
      "an answer of 202",
      async () => {
        const url = findUrl();
        const reply = url === undefined ? undefined : await say(url).catch(() => undefined);
        if (reply && ![202, 503].includes(reply.status)) throw new Error(JSON.stringify(reply));
        return reply?.status === 202;
      },
      2 * patienceMs,
    );
  }
}

async function listUnsettled(db: Database): Promise<unknown[]> {
  return await db
    .selectFrom("work")
    .select(["kind", "key", "state", "cause"])
    .where((where) =>
      where.or([where("state", "<>", "ok"), where("applied_version", "<", where.ref("version"))]),
    )
    .execute();
}

describe("a service that dies at", () => {
  it.concurrent.for(crashPointNames)(
    "%s leaves nothing that its successor does not put right",
    { timeout: 3 * patienceMs },
    async (name) => {
      await using open = new AsyncDisposableStack();
      const story = stories[name];
      const world = await worldOf(story, open);
      await story.before?.(world);
      const doomed = open.use(startMortalService({ ...world.env, CRASH_AT: `${name}:1` }));
      let findUrl = (): string | undefined => doomed.url;

      const succeed = async (): Promise<void> => {
        const death = await doomed.deathWithin(patienceMs);
        expect(death.signal).toBe("SIGKILL");
        expect(death.said).toContain(`los dies at crash point ${name}`);
        await story.between?.(world);
        const successor = await startServiceFor(world.env);
        open.defer(async () => await successor.close());
        findUrl = () => successor.url;
      };
      await Promise.all([sayAll(story.sayings?.(world) ?? [], () => findUrl()), succeed()]);

      await vi.waitFor(
        async () => {
          await story.atLast(world);
          expect(await listUnsettled(world.db)).toEqual([]);
        },
        { timeout: patienceMs, interval: 100 },
      );
    },
  );
});
