import type { ChildProcess } from "node:child_process";

import { startMortalService } from "./mortal-service.ts";

export type ServiceProcess = {
  readonly url: string;
  readonly child: ChildProcess;
  /** What the service said when it was ready. */
  readonly ready: Readonly<Record<string, unknown>>;
  kill(signal: NodeJS.Signals): Promise<void>;
};

/** `los serve` as a process of its own; resolves when it says that it is ready. */
export async function startServiceProcess(
  env: Readonly<Record<string, string>>,
  args: readonly string[] = [],
): Promise<ServiceProcess> {
  const service = startMortalService(env, args);
  const ready = await service.untilReady();
  return {
    url: String(ready["url"]),
    child: service.child,
    ready,
    async kill(signal) {
      service.child.kill(signal);
      await service.untilDead();
    },
  };
}
