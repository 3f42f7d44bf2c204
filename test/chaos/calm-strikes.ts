import { setTimeout as pause } from "node:timers/promises";

import type { Database } from "../../src/store/database.ts";
import type { Child } from "../bench/child-process.ts";
import type { Happening } from "./history.ts";
import { untilHeldWorkIsTakenAgain, untilLiveAttempt, untilWorkIsHeld } from "./lease-watch.ts";
import type { ServiceFleet } from "./service-fleet.ts";
import { settledMs, type Weapons } from "./weapons.ts";

export type Calm = {
  readonly weapons: Weapons;
  readonly fleet: ServiceFleet;
  readonly sandbox: Child;
  /** Not by the wire that is frozen and cut. */
  readonly db: Database;
  readonly tell: (happening: Happening) => void;
};

/** With calls as slow as this a worker holds work most of the time (milliseconds). */
const slowCallMs = 700;

/** A worker that is killed may have held nothing. */
const workerTries = 5;

/** Everybody behaves, and everything runs. */
export async function calmDown({ weapons, fleet, sandbox }: Calm): Promise<void> {
  await sandbox.ask("behave");
  fleet.arm(false);
  while (fleet.countArmed() > 0) {
    await weapons.killArmed();
    await fleet.whole();
  }
  await fleet.whole();
  await pause(settledMs);
}

/** One disaster of each kind after the other, and the time for each to pass. The worker comes last: it takes longest. */
export async function strikeCalmly(calm: Calm): Promise<void> {
  const { weapons, db, tell } = calm;
  await weapons.freezeDatabase();
  await pause(settledMs);
  for (const strike of [weapons.freezeRedis, weapons.killRedis]) {
    const since = await strike();
    tell({ kind: "recovered", at: await untilLiveAttempt(db), since, what: "attempts" });
    await pause(settledMs);
  }
  await killWorkerAtWork(calm);
}

async function killWorkerAtWork({ weapons, fleet, sandbox, db, tell }: Calm): Promise<void> {
  await sandbox.ask("slowDown", slowCallMs);
  for (let tries = 0; tries < workerTries; tries += 1) {
    await untilWorkIsHeld(db);
    const since = await weapons.killWorker();
    const at = await untilHeldWorkIsTakenAgain(db);
    await fleet.whole();
    if (at !== undefined) {
      tell({ kind: "recovered", at, since, what: "work" });
      break;
    }
  }
  await sandbox.ask("slowDown", 0);
  await pause(settledMs);
}
