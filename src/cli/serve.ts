import { parseArgs } from "node:util";

import { loadConfig } from "../config.ts";
import { createLogger } from "../logger.ts";
import { type Role, startService } from "../wiring.ts";
import { type Command, exit, UsageError } from "./io.ts";
import { requireSafe } from "./require-safe.ts";

const roles: readonly Role[] = ["http", "worker", "all"];

export const serve: Command = {
  usage: `los serve [--role http|worker|all]

  --role   what this process does: take webhooks (http), work (worker), or both (all, the default)

Configured by the environment: see the README or .env.example. Logs go to stderr, one JSON line per event.`,

  async run(args, io) {
    const { values } = parseArgs({ args: [...args], options: { role: { type: "string", default: "all" } } });
    const role = roles.find((one) => one === values.role);
    if (role === undefined) throw new UsageError(`--role is http, worker or all, not "${values.role}"`);

    const config = loadConfig(io.env);
    await requireSafe(config);
    const log = await createLogger(config.logLevel, { isTerminal: io.isTerminal });
    if (config.zendesk.credentials.kind === "api-token") {
      log.warn(
        { ends_on: "2027-04-30" },
        "zendesk.api-token-deprecated: Zendesk stops all API tokens on 30 April 2027; create an OAuth client and set ZENDESK_OAUTH_CLIENT_ID and ZENDESK_OAUTH_CLIENT_SECRET",
      );
    }
    const service = await startService(config, role, log);
    log.info(
      {
        role,
        url: service.url,
        zendesk: config.zendesk.url,
        ready_after_ms: Math.round(performance.now()),
        rss_mb: Math.round(process.memoryUsage.rss() / 1024 / 1024),
      },
      "service.ready",
    );
    await io.untilStopped(async () => {
      log.info("service.stopping");
      await service.close();
      log.info("service.stopped");
    });
    return exit.done;
  },
};
