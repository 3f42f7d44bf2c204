import { setTimeout as pause } from "node:timers/promises";

import { stopped } from "../bench/stopped.ts";
import type { Weapons } from "./weapons.ts";

/** How often what is the least to strike within a storm. */
export type StormCounts = {
  readonly kills: number;
  readonly redisKills: number;
  readonly databaseRestarts: number;
};

type Strike = () => Promise<unknown>;

/** Strikes from all sides until every disaster has struck; they are spread over the time as the dice say. */
export async function storm(
  weapons: Weapons,
  { kills, redisKills, databaseRestarts }: StormCounts,
  { durationMs, dice }: { readonly durationMs: number; readonly dice: () => number },
): Promise<void> {
  const lesser = (count: number): number => Math.ceil(count / 4);
  const lanes: readonly (readonly Strike[])[] = [
    times(kills, weapons.killProcess),
    times(Math.ceil(kills / 30), weapons.freezeWorker),
    shuffled(dice, [
      ...times(redisKills, weapons.killRedis),
      ...times(lesser(redisKills), weapons.freezeRedis),
      ...times(lesser(redisKills), weapons.wipeRedis),
      ...times(lesser(redisKills), weapons.cutRedis),
    ]),
    shuffled(dice, [
      ...times(databaseRestarts, weapons.restartDatabase),
      ...times(lesser(databaseRestarts), weapons.freezeDatabase),
      ...times(lesser(databaseRestarts), weapons.cutDatabase),
    ]),
    times(lesser(kills), weapons.cutWebhooks),
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
