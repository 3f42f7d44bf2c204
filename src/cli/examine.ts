import type { Logger } from "pino";

import { loadCatalogue } from "../catalogue/load-catalogue.ts";
import type { Config } from "../config.ts";
import type { Catalogue } from "../domain/catalogue/catalogue.ts";
import { AccessLost } from "../jobs/refusals.ts";
import { inspectRedis } from "../redis/inspect-redis.ts";
import { connectDatabase, pingDatabase } from "../store/database.ts";
import { openStores, type StoreUrls } from "../stores.ts";
import { findMyself } from "../zendesk/account.ts";
import { uncounted } from "../zendesk/budget.ts";
import { createZendesk } from "../zendesk/client.ts";
import { readLiveAccount } from "../zendesk/live-account.ts";
import { examineSetup } from "./examine-setup.ts";
import { type Finding, ok, problem, warning } from "./finding.ts";
import { inWords } from "./in-words.ts";

/** Looks at everything the service stands on, one after the other; goes on where it can. */
export async function* examine(config: Config, log: Logger): AsyncGenerator<Finding> {
  await using open = new AsyncDisposableStack();
  const catalogue = await loadCatalogue(config.configDir);
  const { segments, serviceLevels } = catalogue;
  yield ok(
    "catalogue",
    `${segments.length} segments, ${serviceLevels.length} service levels in ${config.configDir}`,
  );

  const stores = await openStores(config, open, (message) => log.info(message)).catch(inWords);
  if (typeof stores === "string") {
    yield problem("stores", stores, "or set DATABASE_URL and REDIS_URL");
  } else {
    yield await examineDatabase(stores, config);
    yield await examineRedis(stores, config);
  }
  yield* examineZendesk(config, catalogue, log);
}

async function examineDatabase({ databaseUrl }: StoreUrls, config: Config): Promise<Finding> {
  try {
    const db = connectDatabase(databaseUrl);
    await pingDatabase(db).finally(async () => await db.destroy());
    return ok("database", config.databaseUrl === undefined ? `our own, under ${config.dataDir}` : "answers");
  } catch (err) {
    return problem("database", inWords(err), "start PostgreSQL, or correct DATABASE_URL");
  }
}

async function examineRedis({ redisUrl }: StoreUrls, config: Config): Promise<Finding> {
  try {
    const { version, evictionPolicy } = await inspectRedis(redisUrl);
    if (evictionPolicy !== undefined && evictionPolicy !== "noeviction") {
      return problem(
        "redis",
        `version ${version} evicts keys (${evictionPolicy})`,
        "set maxmemory-policy noeviction",
      );
    }
    return ok("redis", config.redisUrl === undefined ? `our own, version ${version}` : `version ${version}`);
  } catch (err) {
    return problem("redis", inWords(err), "start Redis, or correct REDIS_URL");
  }
}

async function* examineZendesk(config: Config, catalogue: Catalogue, log: Logger): AsyncGenerator<Finding> {
  const client = createZendesk({ ...config.zendesk, log, budget: uncounted });
  try {
    const myself = await findMyself(client);
    if (!myself) {
      yield problem("zendesk", "our credentials make us nobody", "correct the OAuth client or the API token");
      return;
    }
    yield config.zendesk.credentials.kind === "oauth"
      ? ok("zendesk", `we are ${myself.name} (${myself.role}), by OAuth`)
      : warning(
          "zendesk",
          `we are ${myself.name} (${myself.role}), by an API token; Zendesk stops these on 30 April 2027`,
          "create an OAuth client and set ZENDESK_OAUTH_CLIENT_ID and ZENDESK_OAUTH_CLIENT_SECRET",
        );
    yield* examineSetup(await readLiveAccount(client), config, catalogue);
  } catch (err) {
    const mend =
      err instanceof AccessLost
        ? "correct the OAuth client or the API token; its user must be an admin"
        : "is ZENDESK_URL right, and Zendesk up?";
    yield problem("zendesk", inWords(err), mend);
  }
}
