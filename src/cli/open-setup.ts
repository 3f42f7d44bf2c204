import type { Logger } from "pino";

import { loadCatalogue } from "../catalogue/load-catalogue.ts";
import { type Config, loadConfig } from "../config.ts";
import type { Catalogue } from "../domain/catalogue/catalogue.ts";
import { createLogger } from "../logger.ts";
import { oneAccount } from "../one-account.ts";
import { openZendesk } from "../open-zendesk.ts";
import { type Database, openDatabase } from "../store/database.ts";
import { openStores } from "../stores.ts";
import { uncounted } from "../zendesk/budget.ts";
import { createZendesk, type ZendeskClient } from "../zendesk/client.ts";
import type { Io } from "./io.ts";

/** What a look at Zendesk's setup stands on: no stores. */
export type OpenSetup = {
  readonly config: Config;
  readonly catalogue: Catalogue;
  readonly zendesk: ZendeskClient;
  readonly log: Logger;
};

/** @throws InvalidConfig, InvalidCatalogue */
export async function openSetup(io: Io): Promise<OpenSetup> {
  const config = loadConfig({ ...io.env, LOG_LEVEL: io.env["LOG_LEVEL"] ?? "error" }, "setup");
  const catalogue = await loadCatalogue(config.configDir);
  const log = await createLogger(config.logLevel, io);
  return { config, catalogue, log, zendesk: createZendesk({ ...config.zendesk, log, budget: uncounted }) };
}

/** The same with stores: what is done is written down, and keeps to our share of Zendesk's limits. */
export async function withStores(
  opened: OpenSetup,
  open: AsyncDisposableStack,
): Promise<OpenSetup & { readonly db: Database }> {
  const { config, log } = opened;
  const { databaseUrl, redisUrl } = await openStores(config, open, (message) => log.info(message));
  const onError = (err: unknown): void => log.warn({ err }, "database.unavailable");
  const db = await openDatabase(databaseUrl, { onError }, oneAccount(config.zendesk));
  open.defer(async () => await db.destroy());
  const zendesk = openZendesk({ config, redisUrl, log, open }).clientFor("live");
  return { ...opened, db, zendesk };
}
