import type { Logger } from "pino";

import { loadCatalogue } from "../catalogue/load-catalogue.ts";
import { type Config, loadConfig } from "../config.ts";
import type { Catalogue } from "../domain/catalogue/catalogue.ts";
import { createLogger } from "../logger.ts";
import { oneAccount } from "../one-account.ts";
import { type Database, openDatabase } from "../store/database.ts";
import { openStores } from "../stores.ts";
import type { Io } from "./io.ts";

/** What a command about clients stands on. */
export type OpenClients = {
  /** Names the stores that are open, be they our own: a worker of this process uses the same. */
  readonly config: Config & { readonly databaseUrl: string; readonly redisUrl: string };
  readonly catalogue: Catalogue;
  readonly db: Database;
  readonly log: Logger;
};

/** A person waits for a whole page of clients, not for one message (milliseconds). */
const queryTimeoutMs = 60_000;

/** Opens the stores and the catalogue; all is closed with `open`. @throws InvalidConfig, InvalidCatalogue */
export async function openClients(io: Io, open: AsyncDisposableStack): Promise<OpenClients> {
  const config = loadConfig({ ...io.env, LOG_LEVEL: io.env["LOG_LEVEL"] ?? "error" });
  const catalogue = await loadCatalogue(config.configDir);
  const log = await createLogger(config.logLevel, io);
  const stores = await openStores(config, open, (message) => log.info(message));
  const onError = (err: unknown): void => log.warn({ err }, "database.unavailable");
  const db = await openDatabase(stores.databaseUrl, { queryTimeoutMs, onError }, oneAccount(config.zendesk));
  open.defer(async () => await db.destroy());
  return { config: { ...config, ...stores }, catalogue, db, log };
}
