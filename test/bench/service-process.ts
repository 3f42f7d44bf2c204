/** The whole service as `npm start` runs it, except that a minute of Zendesk's may be a shorter one. */
import { loadConfig } from "../../src/config.ts";
import { createLogger } from "../../src/logger.ts";
import { startService } from "../../src/wiring.ts";
import { answerParent } from "./child-process.ts";

const { minuteMs } = JSON.parse(process.argv[2] ?? "{}") as { readonly minuteMs: number };

const config = loadConfig(process.env);
const service = await startService(
  { ...config, zendesk: { ...config.zendesk, minuteMs } },
  "all",
  await createLogger(config.logLevel),
);

answerParent(service.url ?? "", {}, async () => await service.close());
