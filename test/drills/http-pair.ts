import { onTestFinished } from "vitest";

import { startRollingBalancer } from "../bench/rolling-balancer.ts";
import type { ServiceProcess } from "../support/service-process.ts";
import { startOwnService } from "./start-own-service.ts";

/** A worker and two processes for http behind a balancer, as one would run them for restarts that nobody notices. */
export type HttpPair = {
  readonly url: string;
  /** All are replaced by processes with this environment: the old ones end when the new ones are ready. */
  replace(env: Environment): Promise<void>;
};

type Environment = Readonly<Record<string, string>>;

export async function startHttpPair(env: Environment): Promise<HttpPair> {
  const balancer = await startRollingBalancer();
  onTestFinished(async () => await balancer.close());
  let running: readonly ServiceProcess[] = [];

  async function replace(its: Environment): Promise<void> {
    const old = running;
    running = await Promise.all(
      (["http", "http", "worker"] as const).map(async (role) => {
        const service = await startOwnService(its, role);
        if (role === "http") await balancer.add(service.url);
        return service;
      }),
    );
    await Promise.all(old.map(async (service) => await service.kill("SIGTERM")));
    for (const { url } of old) balancer.remove(url);
  }

  await replace(env);
  return { url: balancer.url, replace };
}
