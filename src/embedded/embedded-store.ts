import type { Log } from "./held-server.ts";

export type EmbeddedStoreOptions = {
  /** Where the store keeps its data, its password, its log, and the note of who holds it. */
  readonly dataDir: string;
  /** Settings of the server that replace ours, by the server's own names for them. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly log?: Log;
};

/** A store of our own that runs on this machine. */
export type EmbeddedStore = {
  /** With the password in it: not for logs. */
  readonly url: string;
  /** Whether nobody else held the server when we came. */
  readonly owned: boolean;
  /** Ends the server, unless someone else still holds it. Safe to repeat. */
  readonly close: () => Promise<void>;
};
