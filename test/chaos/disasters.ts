import { setTimeout as pause } from "node:timers/promises";

import { stopped } from "../bench/stopped.ts";
import type { Proxy } from "../support/proxy.ts";
import type { Balancer } from "./balancer.ts";
import type { Happening } from "./history.ts";
import type { KillablePostgres } from "./killable-postgres.ts";
import type { KillableRedis } from "./killable-redis.ts";
import type { ServiceFleet } from "./service-fleet.ts";

export type Doomed = {
  readonly fleet: ServiceFleet;
  readonly redis: KillableRedis;
  readonly postgres: KillablePostgres;
  /** The wires to the stores, and to http. */
  readonly redisWire: Proxy;
  readonly postgresWire: Proxy;
  readonly balancer: Balancer;
};

export type DisasterCounts = {
  readonly kills: number;
  readonly redisKills: number;
  readonly databaseRestarts: number;
};

type Strike = () => Promise<void>;

/** Past a worker's lease of ten seconds. */
const workerFrozenMs = 11_000;
const storeFrozenMs = 3000;
const wireCutMs = 300;
const redisAwayMs = 1000;

/** Strikes from all sides until every disaster has struck; they are spread over the time as the dice say. */
export async function disasters(
  doomed: Doomed,
  counts: DisasterCounts,
  { durationMs, dice }: { readonly durationMs: number; readonly dice: () => number },
  tell: (happening: Happening) => void,
): Promise<void> {
  const { fleet, redis, postgres, redisWire, postgresWire, balancer } = doomed;

  async function struck(name: string, strike: Strike): Promise<void> {
    const at = Date.now();
    await strike();
    tell({ kind: "disaster", at, until: Date.now(), name });
  }

  async function killProcess(): Promise<void> {
    const at = Date.now();
    const { role, back } = await fleet.kill(Math.floor(dice() * 4));
    tell({ kind: "disaster", at, until: Date.now(), name: `${role} killed` });
    void back.catch(() => {});
  }

  async function killRedis(): Promise<void> {
    await redis.kill();
    await pause(dice() * redisAwayMs);
    await redis.start();
  }

  async function cut(wire: Proxy): Promise<void> {
    wire.cut();
    await pause(wireCutMs);
    wire.mend();
  }

  async function freezeDatabase(): Promise<void> {
    postgresWire.freeze();
    await pause(storeFrozenMs);
    postgresWire.mend();
  }

  const lesser = (count: number): number => Math.ceil(count / 4);
  const { kills, redisKills, databaseRestarts } = counts;
  const lanes: readonly (readonly Strike[])[] = [
    times(kills, killProcess),
    times(Math.ceil(kills / 30), async () => {
      await struck("worker frozen", async () => await fleet.freezeWorker(workerFrozenMs));
    }),
    shuffled(dice, [
      ...times(redisKills, async () => await struck("redis killed", killRedis)),
      ...times(lesser(redisKills), async () => {
        await struck("redis frozen", async () => await redis.freeze(storeFrozenMs));
      }),
      ...times(lesser(redisKills), async () => await struck("redis wiped", async () => await redis.wipe())),
      ...times(lesser(redisKills), async () => {
        await struck("redis connections cut", async () => await cut(redisWire));
      }),
    ]),
    shuffled(dice, [
      ...times(
        databaseRestarts,
        async () => await struck("database restarted", async () => await postgres.restart()),
      ),
      ...times(lesser(databaseRestarts), async () => await struck("database frozen", freezeDatabase)),
      ...times(lesser(databaseRestarts), async () => {
        await struck("database connections cut", async () => await cut(postgresWire));
      }),
    ]),
    times(lesser(kills), async () => await struck("webhook connections cut", async () => balancer.cut())),
  ];
  const struckAll = await Promise.allSettled(lanes.map(async (lane) => await spread(lane, durationMs, dice)));
  for (const lane of struckAll) if (lane.status === "rejected") throw lane.reason;
}

async function spread(strikes: readonly Strike[], durationMs: number, dice: () => number): Promise<void> {
  const startedAt = performance.now();
  for (const [index, strike] of strikes.entries()) {
    const dueAt = startedAt + (durationMs * (index + dice())) / strikes.length;
    await pause(Math.max(0, dueAt - performance.now()));
    stopped.throwIfAborted();
    await strike();
  }
}

function times(count: number, strike: Strike): Strike[] {
  return Array.from({ length: count }, () => strike);
}

function shuffled(dice: () => number, strikes: readonly Strike[]): Strike[] {
  return strikes
    .map((strike) => ({ strike, weight: dice() }))
    .toSorted((one, other) => one.weight - other.weight)
    .map(({ strike }) => strike);
}
