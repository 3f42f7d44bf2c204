/** The whole service as `npm start` runs it, which can be asked for its routes. */
import { loadConfig } from "../../src/config.ts";
import { createLogger } from "../../src/logger.ts";
import { startService } from "../../src/wiring.ts";
import { answerParent } from "../bench/child-process.ts";
import { hearRoutes } from "./heard-routes.ts";

const heard = hearRoutes();
const config = loadConfig(process.env);
const service = await startService(config, "all", await createLogger(config.logLevel));

answerParent(service.url ?? "", { routes: heard.routes }, async () => await service.close());
