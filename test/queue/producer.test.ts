import { describe, expect, it, onTestFinished } from "vitest";
import { createProducer, type Producer } from "../../src/queue/producer.ts";
import { freshRedis } from "../support/databases.ts";
import { hearingLog } from "../support/hearing-log.ts";
import { ownRedis } from "../support/own-redis.ts";
import { client, producing, working } from "./working.ts";

const slowly = { timeout: 15_000, interval: 20 };

/** A producer as it is right after it was made, connected or not. */
function newProducer(url: string, log = hearingLog().log): Producer {
  const producer = createProducer(url, log);
  onTestFinished(async () => await producer.close());
  return producer;
}

/** What became of something, and how long it took (milliseconds). */
async function timed(work: Promise<unknown>): Promise<{ ended: "done" | "failed"; tookMs: number }> {
  const startedAt = performance.now();
  const ended = await work.then(
    () => "done" as const,
    () => "failed" as const,
  );
  return { ended, tookMs: performance.now() - startedAt };
}

/** Every way to use a producer, one after the other. */
async function useAll(producer: Producer): Promise<string[]> {
  const used = [
    await timed(producer.wake([client("C-1")])),
    await timed(producer.pause(1)),
    await timed(producer.ping()),
  ];
  return used.map(({ ended, tookMs }) => `${ended} ${tookMs < 2000 ? "within 2 s" : `after ${tookMs} ms`}`);
}

const failsFast = ["failed within 2 s", "failed within 2 s", "failed within 2 s"];

async function isUsable(producer: Producer): Promise<boolean> {
  return (await useAll(producer)).every((use) => use === "done within 2 s");
}

describe("while Redis is away, the producer", () => {
  it("fails at once, and works by itself when Redis is back", async () => {
    const redis = await ownRedis();
    await redis.start();
    const producer = newProducer(redis.url);
    await expect.poll(() => isUsable(producer), slowly).toBe(true);

    await redis.kill();
    expect(await useAll(producer)).toEqual(failsFast);

    await redis.start();
    await expect.poll(() => isUsable(producer), slowly).toBe(true);
  });

  /**
   * BullMQ 6.7: with `skipWaitingForReady` and a Redis that was away when the queue was made, the failed version check
   * is remembered and every `add` fails for good. (No issue upstream.)
   */
  it("is not poisoned when Redis was away from the start: BullMQ's version check", async () => {
    const redis = await ownRedis();
    const producer = newProducer(redis.url);
    expect(await useAll(producer)).toEqual(failsFast);

    await redis.start();

    await expect.poll(() => isUsable(producer), slowly).toBe(true);
    const workers = working(redis.url);
    await producer.wake([client("C-1")]);
    await expect.poll(() => workers.attempted, slowly).toEqual(["C-1"]);
  });

  it("can be closed", async () => {
    const redis = await ownRedis();
    const producer = createProducer(redis.url, hearingLog().log);
    await timed(producer.wake([client("C-1")]));

    const { ended, tookMs } = await timed(producer.close());

    expect(ended).toBe("done");
    expect(tookMs).toBeLessThan(3000);
  });

  it("complains seldom", async () => {
    const redis = await ownRedis();
    const { log, lines } = hearingLog();
    const producer = newProducer(redis.url, log);

    for (let times = 0; times < 200; times += 1) {
      await timed(producer.wake([client("C-1")]));
      await new Promise((resolve) => setTimeout(resolve, 5));
    }

    const complaints = lines().map(({ msg }) => msg);
    expect(complaints.length).toBeGreaterThanOrEqual(1);
    expect(complaints.length).toBeLessThanOrEqual(2);
    expect(complaints).toContain("redis.unavailable");
  });
});

describe("while Redis hangs, the producer", () => {
  it("fails within two seconds, and works by itself when Redis goes on", async () => {
    const redis = await ownRedis();
    await redis.start();
    const producer = newProducer(redis.url);
    await expect.poll(() => isUsable(producer), slowly).toBe(true);

    redis.freeze();
    expect(await useAll(producer)).toEqual(failsFast);

    redis.thaw();
    await expect.poll(() => isUsable(producer), slowly).toBe(true);
  });

  it("can be closed", async () => {
    const redis = await ownRedis();
    await redis.start();
    const producer = createProducer(redis.url, hearingLog().log);
    await expect.poll(() => isUsable(producer), slowly).toBe(true);
    redis.freeze();

    const { ended, tookMs } = await timed(producer.close());

    expect(ended).toBe("done");
    expect(tookMs).toBeLessThan(3000);
  });
});

describe("a wake-up", () => {
  it("that Redis refuses fails, and does not put the password of Redis into the log", async () => {
    const { url } = await freshRedis();
    const wrong = new URL(url);
    wrong.password = "wrong-canary-password";
    const { log, text } = hearingLog();
    const producer = newProducer(wrong.href, log);

    await expect.poll(text, slowly).toContain("redis.unavailable");

    expect((await timed(producer.wake([client("C-1")]))).ended).toBe("failed");
    expect(text()).not.toContain("wrong-canary-password");
  });

  it("of no keys does nothing", async () => {
    const { url } = await freshRedis();
    const producer = await producing(url);

    await expect(producer.wake([])).resolves.toBeUndefined();
  });
});
