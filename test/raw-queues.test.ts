import { fastify } from "fastify";
import { expect, test, vi } from "vitest";

import { openRawQueues } from "../src/raw-queues.ts";
import { producing } from "./queue/working.ts";
import { freshRedis } from "./support/databases.ts";
import { hearingLog } from "./support/hearing-log.ts";

const slowly = { timeout: 10_000, interval: 20 };

type Shown = {
  readonly queues: readonly {
    readonly name: string;
    readonly readOnlyMode: boolean;
    readonly counts: Readonly<Record<string, number>>;
  }[];
};

test("the board shows what waits on each lane, to look at only", async () => {
  const { url } = await freshRedis();
  const producer = await producing(url);
  await producer.wake([{ kind: "review-ticket", key: "35436" }]);
  const rawQueues = openRawQueues(url, hearingLog().log);
  const app = fastify();
  await app.register(rawQueues.plugin, { prefix: "/raw-queues" });
  const address = await app.listen({ host: "127.0.0.1", port: 0 });

  const { queues } = await vi.waitFor(async () => {
    const response = await fetch(new URL("/raw-queues/api/queues", address));
    // Its connection is made by the first who looks.
    expect(response.status).toBe(200);
    return (await response.json()) as Shown;
  }, slowly);

  expect(queues.map(({ name, readOnlyMode, counts }) => [name, readOnlyMode, counts["waiting"]])).toEqual([
    ["clients", true, 0],
    ["tickets", true, 1],
  ]);
  await app.close();
  await rawQueues.close();
});
