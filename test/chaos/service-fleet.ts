import { setTimeout as pause } from "node:timers/promises";

import { findFreePort } from "../../src/embedded/free-port.ts";
import { type Child, startChild } from "../bench/child-process.ts";
import { stopped } from "../bench/stopped.ts";
import type { Happening } from "./history.ts";
import { isRunning } from "./is-running.ts";
import type { ServiceArgument } from "./service-process.ts";

type FleetRole = "http" | "worker";

type Member = {
  readonly role: FleetRole;
  readonly port: number;
  life: number;
  isArmed: boolean;
  /** When it may be killed, on the clock of `performance`: some are killed at once, most may do something first. */
  mortalAt: number;
  /** While it runs and nothing is done to it. */
  child: Child | undefined;
};

export type KillOptions = {
  readonly isMeant: (member: Pick<Member, "role" | "isArmed">) => boolean;
  /** Waits until another one of its role runs. */
  readonly sparesLast?: boolean;
  /** Which one: 0 to 1. */
  readonly chance: number;
};

/** Two processes for http and two for work, each of which is started again when it was killed, or ended by itself. */
export type ServiceFleet = {
  readonly httpPorts: readonly number[];
  start(env: Readonly<Record<string, string>>): Promise<void>;
  /** Kills one of those that run and are meant, once there is one. */
  kill(options: KillOptions): Promise<{ readonly role: FleetRole; readonly at: number }>;
  /** Stops a worker in mid-air and lets it go on. */
  freezeWorker(forMs: number): Promise<void>;
  /** Whether processes that start from now on may die at crash points. */
  arm(isArmed: boolean): void;
  countArmed(): number;
  /** When all run. */
  whole(): Promise<void>;
  close(): Promise<void>;
};

export type FleetOptions = {
  readonly minuteMs: number;
  readonly history: string;
  readonly crashAt: (role: FleetRole) => string;
  readonly dice: () => number;
  readonly tell: (happening: Happening) => void;
};

const lookEveryMs = 20;
const startTries = 5;

/** How long a process may live at most before it is killed again (milliseconds). */
const sparedMs = 3000;

export async function assembleFleet({
  minuteMs,
  history,
  crashAt,
  dice,
  tell,
}: FleetOptions): Promise<ServiceFleet> {
  const members: Member[] = [];
  for (const role of ["http", "http", "worker", "worker"] as const) {
    members.push({
      role,
      port: await findFreePort(),
      life: 0,
      isArmed: false,
      mortalAt: 0,
      child: undefined,
    });
  }
  let env: Readonly<Record<string, string>> = {};
  let lives = 0;
  let isArmed = false;
  const starting = new Set<Promise<void>>();
  const watching = setInterval(() => members.forEach(replaceEnded), lookEveryMs);

  async function startMember(member: Member, mayBeArmed = true, triesLeft = startTries): Promise<void> {
    const { role, port } = member;
    lives += 1;
    Object.assign(member, { life: lives, isArmed: isArmed && mayBeArmed });
    const argument: ServiceArgument = { role, minuteMs, history, life: lives };
    const own = { ...env, PORT: String(port), ...(member.isArmed && { CRASH_AT: crashAt(role) }) };
    try {
      member.child = await startChild("../chaos/service-process.ts", argument, own);
      member.mortalAt = performance.now() + dice() * sparedMs;
    } catch (err) {
      tell({ kind: "ended", at: Date.now(), role, life: member.life });
      if (triesLeft === 0) throw err;
      await startMember(member, false, triesLeft - 1);
    }
  }

  function restart(member: Member): void {
    const start = startMember(member);
    starting.add(start);
    // Who waits until the fleet is whole hears of it.
    start.then(
      () => starting.delete(start),
      () => {},
    );
  }

  function isThere({ child }: Member): boolean {
    return child !== undefined && isRunning(child.pid);
  }

  function replaceEnded(member: Member): void {
    if (!member.child || isThere(member)) return;
    member.child = undefined;
    tell({ kind: "ended", at: Date.now(), role: member.role, life: member.life });
    restart(member);
  }

  async function oneOf({ isMeant, sparesLast = false, chance }: KillOptions): Promise<Member> {
    for (;;) {
      stopped.throwIfAborted();
      const running = members.filter(isThere);
      const mortal = running.filter(
        (member) =>
          isMeant(member) &&
          member.mortalAt <= performance.now() &&
          (!sparesLast || running.some((other) => other !== member && other.role === member.role)),
      );
      if (mortal.length > 0) return mortal[Math.floor(chance * mortal.length)]!;
      await pause(lookEveryMs);
    }
  }

  return {
    httpPorts: members.filter(({ role }) => role === "http").map(({ port }) => port),
    async start(given) {
      env = given;
      await Promise.all(members.map(async (member) => await startMember(member)));
    },
    async kill(options) {
      const member = await oneOf(options);
      const child = member.child!;
      const at = Date.now();
      member.child = undefined;
      process.kill(child.pid, "SIGKILL");
      await child.close();
      restart(member);
      return { role: member.role, at };
    },
    async freezeWorker(forMs) {
      const worker = await oneOf({ isMeant: ({ role }) => role === "worker", chance: 0 });
      const child = worker.child!;
      worker.child = undefined;
      process.kill(child.pid, "SIGSTOP");
      await pause(forMs);
      process.kill(child.pid, "SIGCONT");
      worker.child = child;
    },
    arm(shallBe) {
      isArmed = shallBe;
    },
    countArmed: () => members.filter((member) => member.isArmed).length,
    async whole() {
      while (members.some(({ child }) => child === undefined)) {
        stopped.throwIfAborted();
        await Promise.race([Promise.all(starting), pause(lookEveryMs)]);
        await pause(lookEveryMs);
      }
    },
    async close() {
      clearInterval(watching);
      await Promise.allSettled(starting);
      await Promise.all(members.map(async ({ child }) => await child?.close()));
    },
  };
}
