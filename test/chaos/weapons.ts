import { setTimeout as pause } from "node:timers/promises";

import type { Proxy } from "../support/proxy.ts";
import type { Balancer } from "./balancer.ts";
import type { Happening } from "./history.ts";
import type { KillablePostgres } from "./killable-postgres.ts";
import type { KillableRedis } from "./killable-redis.ts";
import type { KillOptions, ServiceFleet } from "./service-fleet.ts";

export type Doomed = {
  readonly fleet: ServiceFleet;
  readonly redis: KillableRedis;
  readonly postgres: KillablePostgres;
  /** The wires to the stores, and to http. */
  readonly redisWire: Proxy;
  readonly postgresWire: Proxy;
  readonly balancer: Balancer;
};

/** What can be done to the doomed; each answers when what it struck was there again. */
export type Weapons = Readonly<
  Record<
    | "killProcess"
    | "killArmed"
    | "killWorker"
    | "freezeWorker"
    | "killRedis"
    | "freezeRedis"
    | "wipeRedis"
    | "cutRedis"
    | "restartDatabase"
    | "freezeDatabase"
    | "cutDatabase"
    | "cutWebhooks",
    () => Promise<number>
  >
>;

/** After this, what was struck and is there again has settled (milliseconds). */
export const settledMs = 500;

/** How often a process is killed although the other of its role is away. */
const bothShare = 0.15;

/** Past a worker's lease of ten seconds. */
const workerFrozenMs = 11_000;
/** Longer than http lets a webhook wait. */
const storeFrozenMs = 2500;
const wireCutMs = 300;
const redisAwayMs = 1000;

/** Whatever strikes is told to the history. */
export function createWeapons(
  { fleet, redis, postgres, redisWire, postgresWire, balancer }: Doomed,
  dice: () => number,
  tell: (happening: Happening) => void,
): Weapons {
  async function struck(strike: () => Promise<unknown>, name: string): Promise<number> {
    const at = Date.now();
    await strike();
    const until = Date.now();
    tell({ kind: "disaster", at, until, name });
    return until;
  }

  async function killed(which: Omit<KillOptions, "chance">): Promise<number> {
    const { role, at } = await fleet.kill({ ...which, chance: dice() });
    const until = Date.now();
    tell({ kind: "disaster", at, until, name: `${role} killed` });
    return until;
  }

  async function frozen(wire: Proxy): Promise<void> {
    wire.freeze();
    await pause(storeFrozenMs);
    wire.mend();
  }

  async function cut(wire: Proxy): Promise<void> {
    wire.cut();
    await pause(wireCutMs);
    wire.mend();
  }

  return {
    killProcess: async () => await killed({ isMeant: () => true, sparesLast: dice() > bothShare }),
    killArmed: async () => await killed({ isMeant: ({ isArmed }) => isArmed }),
    killWorker: async () => await killed({ isMeant: ({ role }) => role === "worker" }),
    freezeWorker: async () =>
      await struck(async () => await fleet.freezeWorker(workerFrozenMs), "worker frozen"),
    killRedis: async () =>
      await struck(async () => {
        await redis.kill();
        await pause(dice() * redisAwayMs);
        await redis.start();
      }, "redis killed"),
    freezeRedis: async () => await struck(async () => await redis.freeze(storeFrozenMs), "redis frozen"),
    wipeRedis: async () => await struck(async () => await redis.wipe(), "redis wiped"),
    cutRedis: async () => await struck(async () => await cut(redisWire), "redis connections cut"),
    restartDatabase: async () => await struck(async () => await postgres.restart(), "database restarted"),
    freezeDatabase: async () => await struck(async () => await frozen(postgresWire), "database frozen"),
    cutDatabase: async () => await struck(async () => await cut(postgresWire), "database connections cut"),
    cutWebhooks: async () => await struck(async () => balancer.cut(), "webhook connections cut"),
  };
}
