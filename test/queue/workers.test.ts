import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";
import type { Attempt } from "../../src/jobs/attempt.ts";
import { freshRedis } from "../support/databases.ts";
import { hearingLog } from "../support/hearing-log.ts";
import { attemptOf, client, clients, door, nothingLeft, inEachLane, producing, working } from "./working.ts";

const slowly = { timeout: 15_000, interval: 20 };

describe("a key that is woken", () => {
  it("is attempted once", async () => {
    const { url } = await freshRedis();
    const producer = await producing(url);
    const workers = working(url);

    await producer.wake([client("C-1")]);
    await expect.poll(() => workers.attempted, slowly).toEqual(["C-1"]);
    await producer.wake([client("C-2")]);
    await expect.poll(() => workers.attempted, slowly).toEqual(["C-1", "C-2"]);
  });

  it("a hundred times while it waits is attempted once", async () => {
    const { url } = await freshRedis();
    const producer = await producing(url);
    for (let times = 0; times < 100; times += 1) await producer.wake([client("C-1")]);
    await producer.wake([client("C-1"), client("C-1"), client("C-2")]);

    const workers = working(url, { concurrency: inEachLane(1) });

    await expect.poll(() => workers.attempted, slowly).toEqual(["C-1", "C-2"]);
  });

  it("can be woken again as soon as its attempt is over", async () => {
    const { url } = await freshRedis();
    const producer = await producing(url);
    const workers = working(url);

    for (let times = 1; times <= 3; times += 1) {
      await expect
        .poll(async () => {
          await producer.wake([client("C-1")]);
          return workers.attempted.length;
        }, slowly)
        .toBeGreaterThanOrEqual(times);
    }
  });

  it("while its attempt runs is looked at again at once when the store says that something newer came", async () => {
    const { url } = await freshRedis();
    const producer = await producing(url);
    const first = door();
    const answers: Attempt[][] = [[attemptOf("C-1", { again: true })], []];
    const workers = working(url, {
      attempt: async () => {
        const answer = answers.shift() ?? nothingLeft;
        if (answer[0]?.again) await first.opened;
        return answer;
      },
    });
    await producer.wake([client("C-1")]);
    await expect.poll(() => workers.attempted, slowly).toEqual(["C-1"]);

    await producer.wake([client("C-1")]);
    first.open();

    await expect.poll(() => workers.attempted, slowly).toEqual(["C-1", "C-1"]);
  });

  it("and never comes to rest gives others their turn after three rounds, and stays for the sweep", async () => {
    const { url } = await freshRedis();
    const producer = await producing(url);
    const workers = working(url, {
      concurrency: inEachLane(1),
      attempt: async ({ key }) => [attemptOf(key, { again: key === "restless" })],
    });

    await producer.wake([client("restless"), client("C-1")]);

    await expect.poll(() => workers.attempted, slowly).toEqual(["restless", "restless", "restless", "C-1"]);
  });

  it.each([
    ["C-1042"],
    ["42"],
    ["0"],
    ["-1"],
    ["a:b:c"],
    ["0:1"],
    ["clients/7"],
    ["100 %"],
    ["%3A"],
    ["two words"],
    [" spaces around "],
    ["Zoë Čapek 株式会社 🏡"],
    ["../../etc"],
    ["a.b"],
    ["{curly}"],
    ["*"],
    ["k".repeat(100)],
    ["株".repeat(100)],
  ])("may be called %j", async (key) => {
    const { url } = await freshRedis();
    const producer = await producing(url);
    const workers = working(url);

    await producer.wake([client(key)]);

    await expect.poll(() => workers.attempted, slowly).toEqual([key]);
  });

  it("differs from a key that is spelled otherwise", async () => {
    const { url } = await freshRedis();
    const producer = await producing(url);
    await producer.wake(["c-1", "C-1", "C%2D1", "C-1 ", "1", "01"].map((key) => client(key)));

    const workers = working(url, { concurrency: inEachLane(1) });

    await expect.poll(() => workers.attempted, slowly).toEqual(["c-1", "C-1", "C%2D1", "C-1 ", "1", "01"]);
  });

  it("is attempted again after an attempt that broke, and the breakage is told", async () => {
    const { url } = await freshRedis();
    const producer = await producing(url);
    const { log, lines } = hearingLog();
    let isBroken = true;
    const workers = working(url, {
      log,
      attempt: async () => {
        if (isBroken) throw new Error("the database is away");
        return nothingLeft;
      },
    });

    await producer.wake([client("C-1")]);
    await expect.poll(lines, slowly).toEqual([expect.objectContaining({ msg: "worker.error", level: 40 })]);
    isBroken = false;

    await expect
      .poll(async () => {
        await producer.wake([client("C-1")]);
        return workers.attempted;
      }, slowly)
      .toEqual(["C-1", "C-1"]);
  });
});

describe("many keys", () => {
  it("are attempted at most as many at a time as was said", async () => {
    const { url } = await freshRedis();
    const producer = await producing(url);
    let running = 0;
    const seen: number[] = [];
    const workers = working(url, {
      concurrency: inEachLane(3),
      attempt: async () => {
        running += 1;
        seen.push(running);
        await new Promise((resolve) => setTimeout(resolve, 50));
        running -= 1;
        return nothingLeft;
      },
    });

    await producer.wake(clients(12));

    await expect.poll(() => workers.attempted.length, slowly).toBe(12);
    expect(Math.max(...seen)).toBe(3);
  });

  it("of which a thousand are woken at once are each attempted once", async () => {
    const { url } = await freshRedis();
    const producer = await producing(url);
    const [one, other] = [
      working(url, { concurrency: inEachLane(10) }),
      working(url, { concurrency: inEachLane(10) }),
    ];

    await producer.wake(clients(1000));

    await expect.poll(() => one.attempted.length + other.attempted.length, slowly).toBe(1000);
    expect(new Set([...one.attempted, ...other.attempted]).size).toBe(1000);
  });
});

describe("the lanes", () => {
  it("do not hold up each other: a ticket does not wait for a client that takes long", async () => {
    const { url } = await freshRedis();
    const producer = await producing(url);
    const busy = door();
    const kinds: string[] = [];
    working(url, {
      concurrency: inEachLane(1),
      attempt: async ({ kind, key }) => {
        kinds.push(`${kind} ${key}`);
        if (kind === "reconcile-client") await busy.opened;
        return nothingLeft;
      },
    });
    await producer.wake([client("123"), client("C-2"), { kind: "review-ticket", key: "123" }]);

    await expect.poll(() => kinds.toSorted(), slowly).toEqual(["reconcile-client 123", "review-ticket 123"]);

    busy.open();
    await expect.poll(() => kinds, slowly).toContain("reconcile-client C-2");
  });
});

describe("a pause", () => {
  it("keeps all workers from new jobs for its time, and ends by itself", async () => {
    const { url } = await freshRedis();
    const producer = await producing(url);
    const [one, other] = [working(url), working(url)];
    await producer.wake([client("before")]);
    await expect.poll(() => [...one.attempted, ...other.attempted], slowly).toEqual(["before"]);

    const pausedAt = performance.now();
    await producer.pause(1500);
    await producer.wake(clients(8));

    await expect.poll(() => one.attempted.length + other.attempted.length, slowly).toBe(9);
    const afterwards = [...one.beganAt, ...other.beganAt].toSorted((a, b) => a - b).slice(1);
    expect(Math.min(...afterwards) - pausedAt).toBeGreaterThan(1490);
  });

  it("that is shorter does not cut a longer one short", async () => {
    const { url } = await freshRedis();
    const producer = await producing(url);
    const workers = working(url);

    const pausedAt = performance.now();
    await producer.pause(1500);
    await producer.pause(100);
    await producer.wake([client("C-1")]);

    await expect.poll(() => workers.beganAt, slowly).toHaveLength(1);
    expect((workers.beganAt[0] ?? 0) - pausedAt).toBeGreaterThan(1490);
  });

  it("may be a fraction of a millisecond long", async () => {
    const { url } = await freshRedis();
    const producer = await producing(url);

    await expect(producer.pause(12.345)).resolves.toBeUndefined();
  });

  it("that an attempt asks for is kept by the next job", async () => {
    const { url } = await freshRedis();
    const producer = await producing(url);
    await producer.wake([client("C-1"), client("C-2")]);
    const pause = { forMs: 1000, reason: "zendesk answered 429" };

    const workers = working(url, {
      concurrency: inEachLane(1),
      pause: async (forMs) => await producer.pause(forMs),
      attempt: async ({ key }) => (key === "C-1" ? [attemptOf(key, { pause })] : nothingLeft),
    });

    await expect.poll(() => workers.attempted, slowly).toEqual(["C-1", "C-2"]);
    const [first = 0, second = 0] = workers.beganAt;
    expect(second - first).toBeGreaterThan(990);
  });

  it("lets the attempts under way come to their end", async () => {
    const { url } = await freshRedis();
    const producer = await producing(url);
    const { opened, open } = door();
    const ended: string[] = [];
    const workers = working(url, {
      attempt: async ({ key }) => {
        await opened;
        ended.push(key);
        return nothingLeft;
      },
    });
    await producer.wake([client("C-1")]);
    await expect.poll(() => workers.attempted, slowly).toEqual(["C-1"]);

    await producer.pause(60_000);
    open();

    await expect.poll(() => ended, slowly).toEqual(["C-1"]);
  });

  it("does not hold up the closing of the workers, whether they are idle or just end an attempt", async () => {
    const { url } = await freshRedis();
    const producer = await producing(url);
    const { opened, open } = door();
    const idle = working(url, { closeWithinMs: 60_000 });
    await producer.wake([client("C-1")]);
    await expect.poll(() => idle.attempted, slowly).toEqual(["C-1"]);
    const busy = working(url, {
      closeWithinMs: 60_000,
      attempt: async () => {
        await opened;
        return nothingLeft;
      },
    });
    await expect
      .poll(async () => {
        await producer.wake([client("C-2")]);
        return busy.attempted;
      }, slowly)
      .toEqual(["C-2"]);
    await producer.pause(60_000);

    const startedAt = performance.now();
    const closed = Promise.all([idle.close(), busy.close()]);
    open();
    await closed;

    expect(performance.now() - startedAt).toBeLessThan(5000);
  });
});

describe("closing the workers", () => {
  it("waits for the attempt under way", async () => {
    const { url } = await freshRedis();
    const producer = await producing(url);
    const { opened, open } = door();
    const events: string[] = [];
    const workers = working(url, {
      attempt: async () => {
        await opened;
        events.push("attempt over");
        return nothingLeft;
      },
    });
    await producer.wake([client("C-1")]);
    await expect.poll(() => workers.attempted, slowly).toEqual(["C-1"]);

    const closed = workers.close().then(() => events.push("closed"));
    await new Promise((resolve) => setTimeout(resolve, 300));
    open();
    await closed;

    expect(events).toEqual(["attempt over", "closed"]);
  });

  it("gives up when the attempt takes too long, which then ends without harm", async () => {
    const { url } = await freshRedis();
    const producer = await producing(url);
    const { opened, open } = door();
    let isOver = false;
    const workers = working(url, {
      closeWithinMs: 300,
      attempt: async () => {
        await opened;
        isOver = true;
        return nothingLeft;
      },
    });
    await producer.wake([client("C-1")]);
    await expect.poll(() => workers.attempted, slowly).toEqual(["C-1"]);

    await workers.close();

    expect(isOver).toBe(false);
    open();
    await expect.poll(() => isOver, slowly).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 200));
  });

  it("takes no time when they are idle", async () => {
    const { url } = await freshRedis();
    const workers = working(url, { closeWithinMs: 60_000 });
    await new Promise((resolve) => setTimeout(resolve, 200));

    const startedAt = performance.now();
    await workers.close();

    expect(performance.now() - startedAt).toBeLessThan(3000);
  });
});

describe("other keys that went in the same calls", () => {
  it("have lines of their own, and a pause that one of them asks for is kept", async () => {
    const { url } = await freshRedis();
    const producer = await producing(url);
    const { log, lines } = hearingLog();
    const pauses: number[] = [];
    const pause = (forMs: number) => ({ forMs, reason: "zendesk answered 429" });
    working(url, {
      log,
      pause: async (forMs) => void pauses.push(forMs),
      attempt: async ({ key }) => [
        attemptOf(key),
        attemptOf("C-2", { pause: pause(500) }),
        attemptOf("C-3", { pause: pause(900) }),
      ],
    });

    await producer.wake([client("C-1")]);

    await expect.poll(() => pauses, slowly).toEqual([900]);
    expect(lines().map((line) => line["job_key"])).toEqual(["C-1", "C-2", "C-3"]);
  });

  it("are left to the sweep when something newer came of them", async () => {
    const { url } = await freshRedis();
    const producer = await producing(url);
    const workers = working(url, {
      concurrency: inEachLane(1),
      attempt: async ({ key }) => [attemptOf(key), attemptOf("C-2", { again: true })],
    });

    await producer.wake([client("C-1"), client("C-9")]);

    await expect.poll(() => workers.attempted, slowly).toEqual(["C-1", "C-9"]);
  });
});

describe("the log of attempts", () => {
  it("has a line for each attempt that held a lease, with its end", async () => {
    const { url } = await freshRedis();
    const producer = await producing(url);
    const { log, lines } = hearingLog();
    const until = DateTime.fromISO("2026-11-20T15:04:05Z", { zone: "utc" });
    working(url, {
      log,
      concurrency: inEachLane(1),
      attempt: async ({ key }) =>
        key === "clean"
          ? nothingLeft
          : [attemptOf(key, { ending: { kind: "wait", until, cause: "gathering" } })],
    });

    await producer.wake([client("clean"), client("C-1")]);

    await expect.poll(lines, slowly).toEqual([
      {
        level: 30,
        time: expect.any(Number),
        job_kind: "reconcile-client",
        job_key: "C-1",
        attempt: 4,
        version: "7",
        duration_ms: expect.any(Number),
        ended: "wait",
        cause: "gathering",
        until: "2026-11-20T15:04:05.000Z",
        msg: "job.attempted",
      },
    ]);
  });
});
