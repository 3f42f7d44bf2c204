import type { ColumnType, Generated } from "kysely";

import type { SetupRequest } from "../domain/setup/setup-step.ts";
import type { Detail } from "../jobs/ports.ts";
import type { Json, NullableJson } from "./json-column.ts";

/** What was done to an account's setup, so that it can be undone. `stopped` until all steps were done. */
export type SetupAppliesTable = {
  id: Generated<bigint>;
  at: Generated<Date>;
  account: string;
  reason: string | null;
  rollback_reason: string | null;
  outcome: Generated<"stopped" | "done" | "rolled-back">;
  /** In the order in which they were done; those that were undone are taken out. */
  steps: ColumnType<readonly AppliedStep[], string | undefined, string>;
};

export type AppliedStep = {
  readonly id: string;
  readonly name: string;
  readonly undo: readonly SetupRequest[];
  /** Of what it made, if anything. */
  readonly madeId: number | string | null;
  /** Of what it deleted, if anything. */
  readonly deletedId: string | null;
};

/** A re-run of many jobs, and what each was before. A row is done when its version was applied. */
export type RetriesTable = {
  id: Generated<bigint>;
  at: Generated<Date>;
  operator: string;
  reason: string;
  filter: Json<unknown>;
  /** When all of its jobs had been started anew. */
  marked_at: Date | null;
  stopped_at: Date | null;
};

export type RetriedTable = {
  retry_id: bigint;
  kind: string;
  key: string;
  /** The version that the re-run gave it. */
  version: ColumnType<bigint, bigint | number, bigint | number>;
  state: string;
  cause: string | null;
  detail: NullableJson<Detail>;
  attempts: number;
  /** The re-run was stopped before anybody looked at it. */
  put_back: Generated<boolean>;
};

/** Calls that changed something in Zendesk, or failed, and for whom they were. Secrets are masked. */
export type CallsTable = {
  id: Generated<bigint>;
  at: Date;
  kind: string;
  keys: string[];
  method: string;
  path: string;
  request: NullableJson<unknown>;
  status: number | null;
  answer: NullableJson<unknown>;
  took_ms: number;
};

/** Who is signed in at the console. */
export type SessionsTable = {
  id_hash: Buffer;
  name: string;
  /** Of the token that opened it. */
  token_hash: Buffer;
  /** Signs the tokens of this session's forms. */
  secret: Buffer;
  expires_at: Date;
};

/** Each token of a form counts once. */
export type SpentTokensTable = { nonce: string; expires_at: Date };

/** What people are told of when it begins and when it is over. */
export type ConditionsTable = {
  name: string;
  title: string;
  detail: string;
  since: Generated<Date>;
  /** Null: it stands. */
  over_at: Date | null;
  /** Channels that said that it began, and not yet that it is over. */
  told: Generated<string[]>;
  told_at: Date | null;
  muted_until: Date | null;
};
