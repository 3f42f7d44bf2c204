import { spawn } from "node:child_process";
import { once } from "node:events";
import process from "node:process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";
import { freshRedis } from "../support/databases.ts";
import { hearingLog } from "../support/hearing-log.ts";
import { ownRedis } from "../support/own-redis.ts";
import { client, door, nothingLeft, producing, working } from "./working.ts";

const slowly = { timeout: 20_000, interval: 20 };

describe("workers whose Redis was killed", () => {
  it("take jobs within three seconds after it is back", async () => {
    const redis = await ownRedis();
    await redis.start();
    const producer = await producing(redis.url);
    const workers = working(redis.url);
    await producer.wake([client("before")]);
    await expect.poll(() => workers.attempted, slowly).toEqual(["before"]);

    await redis.kill();
    await new Promise((resolve) => setTimeout(resolve, 3000));
    await redis.start();
    const backAt = performance.now();

    await expect
      .poll(async () => {
        await producer.wake([client("after")]).catch(() => undefined);
        return workers.attempted;
      }, slowly)
      .toContain("after");
    expect((workers.beganAt[1] ?? Infinity) - backAt).toBeLessThan(3000);
  });

  it("take what was woken before and is still in it", async () => {
    const redis = await ownRedis();
    await redis.start();
    const producer = await producing(redis.url);
    await producer.wake([client("C-1"), client("C-2")]);
    await redis.kill();
    const workers = working(redis.url);

    await redis.start();

    await expect.poll(() => workers.attempted.toSorted(), slowly).toEqual(["C-1", "C-2"]);
  });

  it("end the attempt under way, and look at the key again when it is woken", async () => {
    const redis = await ownRedis();
    await redis.start();
    const producer = await producing(redis.url);
    const { opened, open } = door();
    const ended: string[] = [];
    const workers = working(redis.url, {
      attempt: async ({ key }) => {
        await opened;
        ended.push(key);
        return nothingLeft;
      },
    });
    await producer.wake([client("C-1")]);
    await expect.poll(() => workers.attempted, slowly).toEqual(["C-1"]);

    await redis.kill();
    open();
    await expect.poll(() => ended, slowly).toEqual(["C-1"]);
    await redis.start();

    await expect
      .poll(async () => {
        await producer.wake([client("C-1"), client("C-2")]).catch(() => undefined);
        return ended;
      }, slowly)
      .toEqual(expect.arrayContaining(["C-2"]));
    await expect
      .poll(async () => {
        await producer.wake([client("C-1")]).catch(() => undefined);
        return ended.filter((key) => key === "C-1").length;
      }, slowly)
      .toBeGreaterThanOrEqual(2);
  });

  it("can be closed while it is away, and complained seldom", async () => {
    const redis = await ownRedis();
    await redis.start();
    const { log, lines } = hearingLog();
    const workers = working(redis.url, { log, closeWithinMs: 1000 });
    const producer = await producing(redis.url);
    await producer.wake([client("C-1")]);
    await expect.poll(() => workers.attempted, slowly).toEqual(["C-1"]);
    await redis.kill();
    await new Promise((resolve) => setTimeout(resolve, 2000));

    const startedAt = performance.now();
    await workers.close();

    expect(performance.now() - startedAt).toBeLessThan(4000);
    expect(lines().length).toBeLessThanOrEqual(4);
  });
});

describe("workers whose Redis hung", () => {
  it("take jobs when it goes on", async () => {
    const redis = await ownRedis();
    await redis.start();
    const producer = await producing(redis.url);
    const workers = working(redis.url);
    await producer.wake([client("before")]);
    await expect.poll(() => workers.attempted, slowly).toEqual(["before"]);

    redis.freeze();
    await new Promise((resolve) => setTimeout(resolve, 2000));
    redis.thaw();

    await expect
      .poll(async () => {
        await producer.wake([client("after")]).catch(() => undefined);
        return workers.attempted;
      }, slowly)
      .toContain("after");
  });
});

describe("a job whose worker was killed", () => {
  it("is attempted by another one within twelve seconds", async () => {
    const { url } = await freshRedis();
    const producer = await producing(url);
    const program = fileURLToPath(new URL("worker-process.ts", import.meta.url));
    const doomed = spawn(process.execPath, [program, url], { stdio: ["ignore", "pipe", "inherit"] });
    onTestFinished(() => void doomed.kill("SIGKILL"));
    const said = createInterface({ input: doomed.stdout })[Symbol.asyncIterator]();
    expect((await said.next()).value).toBe("started");
    await producer.wake([client("C-1")]);
    expect((await said.next()).value).toBe("C-1");
    const survivors = working(url);

    doomed.kill("SIGKILL");
    await once(doomed, "exit");
    const killedAt = performance.now();

    await expect.poll(() => survivors.attempted, slowly).toEqual(["C-1"]);
    expect((survivors.beganAt[0] ?? Infinity) - killedAt).toBeLessThan(12_000);
  });
});
