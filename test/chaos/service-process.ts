/** One role of the service as `los serve` runs it, except that a minute of Zendesk's is a shorter one. */
import { loadConfig } from "../../src/config.ts";
import { createLogger } from "../../src/logger.ts";
import { type Role, startService } from "../../src/wiring.ts";
import { answerParent } from "../bench/child-process.ts";

export type ServiceArgument = { readonly role: Role; readonly minuteMs: number };

const { role, minuteMs } = JSON.parse(process.argv[2] ?? "{}") as ServiceArgument;

/** Whoever is gone before we are ready leaves nobody to wait for. */
const giveUp = (): never => process.exit(1);
process.once("disconnect", giveUp);

const config = loadConfig(process.env);
const service = await startService(
  { ...config, zendesk: { ...config.zendesk, minuteMs } },
  role,
  await createLogger(config.logLevel),
);

process.off("disconnect", giveUp);
answerParent(service.url ?? "", {}, async () => await service.close());
