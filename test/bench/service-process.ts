/** The service, or one role of it, as `npm start` runs it, except that a minute of Zendesk's may be a shorter one. */
import { loadConfig } from "../../src/config.ts";
import { createLogger } from "../../src/logger.ts";
import { type Role, startService } from "../../src/wiring.ts";
import { answerParent } from "./child-process.ts";

const { minuteMs, role = "all" } = JSON.parse(process.argv[2] ?? "{}") as {
  readonly minuteMs: number;
  readonly role?: Role;
};

const config = loadConfig(process.env);
const service = await startService(
  { ...config, zendesk: { ...config.zendesk, minuteMs } },
  role,
  await createLogger(config.logLevel),
);

answerParent(service.url ?? "", {}, async () => await service.close());
