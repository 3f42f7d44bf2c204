import { describe, expect, it } from "vitest";
import { inspectRedis } from "../../src/redis/inspect-redis.ts";
import { freshRedis } from "../support/databases.ts";
import { ownRedis } from "../support/own-redis.ts";

describe("looking at a Redis", () => {
  it("tells its version and whether it forgets", async () => {
    const { url } = await freshRedis();

    const facts = await inspectRedis(url);

    expect(facts).toEqual({ version: expect.stringMatching(/^\d+\.\d+/), evictionPolicy: "noeviction" });
  });

  it("fails at once when nobody listens, and says why", async () => {
    const redis = await ownRedis();
    const startedAt = performance.now();

    await expect(inspectRedis(redis.url)).rejects.toThrow("ECONNREFUSED");

    expect(performance.now() - startedAt).toBeLessThan(2000);
  });

  it("fails when the password is wrong, and says why", async () => {
    const { url } = await freshRedis();
    const wrong = new URL(url);
    wrong.password = "wrong";

    await expect(inspectRedis(wrong.href)).rejects.toThrow("WRONGPASS");
  });

  it("fails after three seconds when it hangs", async () => {
    const redis = await ownRedis();
    await redis.start();
    redis.freeze();
    const startedAt = performance.now();

    await expect(inspectRedis(redis.url)).rejects.toThrow("redis did not answer within 3 s");

    expect(performance.now() - startedAt).toBeLessThan(5000);
  });
});
