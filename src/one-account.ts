import { type Config, InvalidConfig } from "./config.ts";
import { claimAccount, OtherAccount } from "./store/claim-account.ts";
import type { Requirement } from "./store/database.ts";
import { isLoopback } from "./zendesk/is-loopback.ts";

/**
 * That the database is of the Zendesk account that we are pointed at, or of none yet. All sandboxes on this machine count
 * as one: their ports change. It throws InvalidConfig otherwise.
 */
export function oneAccount({ url, formerUrl }: Config["zendesk"]): Requirement {
  const name = nameOf(url);
  return async (db) => {
    try {
      await claimAccount(db, name, formerUrl && nameOf(formerUrl));
    } catch (err) {
      if (!(err instanceof OtherAccount)) throw err;
      throw new InvalidConfig([
        `ZENDESK_URL: the database knows the organizations and tickets of ${err.known}, not of ${name}: take another DATABASE_URL or DATA_DIR; if the account only moved to another address, say so with ZENDESK_FORMER_URL`,
      ]);
    }
  };
}

function nameOf(url: string): string {
  const { hostname } = new URL(url);
  return isLoopback(hostname) ? "a sandbox" : hostname;
}
