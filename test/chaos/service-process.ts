/** One role of the service as `los serve` runs it, except that a minute of Zendesk's is a shorter one. */
import { flushCompileCache } from "node:module";

import { loadConfig } from "../../src/config.ts";
import { armCrashPointsIn } from "../../src/crash-at.ts";
import { createLogger } from "../../src/logger.ts";
import { type Role, startService } from "../../src/wiring.ts";
import { answerParent } from "../bench/child-process.ts";
import { openHistory } from "./history.ts";

export type ServiceArgument = {
  readonly role: Role;
  readonly minuteMs: number;
  readonly history: string;
  /** Tells this process from all others of a run. */
  readonly life: number;
};

const { role, minuteMs, history, life } = JSON.parse(process.argv[2] ?? "{}") as ServiceArgument;
const tell = openHistory(history);

/** Whoever is gone before we are ready leaves nobody to wait for. */
const giveUp = (): never => process.exit(1);
process.once("disconnect", giveUp);

const refusal = armCrashPointsIn(process.env, {
  random: Math.random,
  crash(point) {
    tell({ kind: "crashed", at: Date.now(), role, life, point });
    process.kill(process.pid, "SIGKILL");
  },
});
if (refusal !== undefined) throw new Error(refusal);

const config = loadConfig(process.env);
const service = await startService(
  { ...config, zendesk: { ...config.zendesk, minuteMs } },
  role,
  await createLogger(config.logLevel),
);

process.off("disconnect", giveUp);
answerParent(service.url ?? "", {}, async () => await service.close());
// Who is killed has no other chance to keep it for the next.
flushCompileCache();
