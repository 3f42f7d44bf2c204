import { setTimeout as pause } from "node:timers/promises";

import { isRunning } from "./is-running.ts";
import { findFreePort } from "../../src/embedded/free-port.ts";
import { type Child, startChild } from "../bench/child-process.ts";
import type { ServiceArgument } from "./service-process.ts";

type Member = { readonly argument: ServiceArgument; readonly port: number; child: Child | undefined };

/** Two processes for http and two for work, each of which is started again when it was killed, or ended by itself. */
export type ServiceFleet = {
  readonly httpPorts: readonly number[];
  start(env: Readonly<Record<string, string>>): Promise<void>;
  /** Kills the `number`th of those that run, once there is one, and answers its role; it is back after `back`. */
  kill(number: number): Promise<{ readonly role: string; readonly back: Promise<void> }>;
  /** Stops a worker in mid-air and lets it go on. */
  freezeWorker(forMs: number): Promise<void>;
  /** When all run. */
  whole(): Promise<void>;
  close(): Promise<void>;
};

const lookEveryMs = 20;
const startTries = 5;

export async function assembleFleet(
  minuteMs: number,
  tellEnded: (role: string) => void,
): Promise<ServiceFleet> {
  const members: Member[] = [];
  for (const role of ["http", "http", "worker", "worker"] as const) {
    members.push({ argument: { role, minuteMs }, port: await findFreePort(), child: undefined });
  }
  let env: Readonly<Record<string, string>> = {};
  const underWay = new Set<Promise<void>>();
  const watching = setInterval(() => members.forEach(replaceEnded), lookEveryMs);

  async function noted(happening: Promise<void>): Promise<void> {
    underWay.add(happening);
    await happening;
    underWay.delete(happening);
  }

  async function startMember(member: Member, triesLeft = startTries): Promise<void> {
    try {
      const own = { ...env, PORT: String(member.port) };
      member.child = await startChild("../chaos/service-process.ts", member.argument, own);
    } catch (err) {
      tellEnded(member.argument.role);
      if (triesLeft === 0) throw err;
      await startMember(member, triesLeft - 1);
    }
  }

  function replaceEnded(member: Member): void {
    if (!member.child || isRunning(member.child.pid)) return;
    member.child = undefined;
    tellEnded(member.argument.role);
    void noted(startMember(member)).catch(() => {});
  }

  async function freeze(member: Member, forMs: number): Promise<void> {
    const { child } = member;
    member.child = undefined;
    process.kill(child!.pid, "SIGSTOP");
    await pause(forMs);
    process.kill(child!.pid, "SIGCONT");
    member.child = child;
  }

  async function oneOf(isRight: (member: Member) => boolean, number: number): Promise<Member> {
    for (;;) {
      const running = members.filter((member) => member.child && isRight(member));
      if (running.length > 0) return running[number % running.length]!;
      await pause(lookEveryMs);
    }
  }

  return {
    httpPorts: members.filter(({ argument }) => argument.role === "http").map(({ port }) => port),
    async start(given) {
      env = given;
      await Promise.all(members.map(async (member) => await startMember(member)));
    },
    async kill(number) {
      const member = await oneOf(() => true, number);
      const child = member.child!;
      member.child = undefined;
      process.kill(child.pid, "SIGKILL");
      await child.close();
      return { role: member.argument.role, back: noted(startMember(member)) };
    },
    async freezeWorker(forMs) {
      const worker = await oneOf(({ argument }) => argument.role === "worker", 0);
      await noted(freeze(worker, forMs));
    },
    async whole() {
      await Promise.all(underWay);
    },
    async close() {
      clearInterval(watching);
      await Promise.allSettled(underWay);
      await Promise.all(members.map(async ({ child }) => await child?.close()));
    },
  };
}
