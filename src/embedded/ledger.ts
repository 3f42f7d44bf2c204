import { readFileSync, renameSync, writeFileSync } from "node:fs";
import type { ProcessIdentity } from "./process-identity.ts";

/** The process that serves a data directory, and where it listens. */
export type Server = ProcessIdentity & { readonly port: number };

/** One user of a server: a process may hold the same server more than once. */
type Holder = ProcessIdentity & { readonly id: string };

/** What is written down about a server, so that a later process can find it. Read and written under the lock. */
export type Ledger = { readonly server?: Server; readonly holders: readonly Holder[] };

/** A ledger that is missing or unreadable says nothing: it was lost with the machine, and so were the processes. */
export function readLedger(base: string): Ledger {
  try {
    return JSON.parse(readFileSync(`${base}.json`, "utf8")) as Ledger;
  } catch {
    return { holders: [] };
  }
}

export function writeLedger(base: string, ledger: Ledger): void {
  writeFileSync(`${base}.json.new`, JSON.stringify(ledger), { mode: 0o600 });
  renameSync(`${base}.json.new`, `${base}.json`);
}
