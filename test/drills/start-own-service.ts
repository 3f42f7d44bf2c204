import { onTestFinished } from "vitest";

import { type ServiceProcess, startServiceProcess } from "../support/service-process.ts";

/** `los serve` as a process of its own, which is gone with the test at the latest. */
export async function startOwnService(
  env: Readonly<Record<string, string>>,
  role: "http" | "worker" | "all" = "all",
): Promise<ServiceProcess> {
  const service = await startServiceProcess(env, ["--role", role]);
  onTestFinished(async () => await service.kill("SIGKILL"));
  return service;
}
