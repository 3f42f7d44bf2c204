import { sql } from "kysely";

import { withOtherId } from "../../domain/clients/with-other-id.ts";
import type { Database } from "../database.ts";
import { storableJson } from "../storable-json.ts";
import type { AppliedStep } from "../operations-tables.ts";

export type { AppliedStep };

/** What was done to the setup of an account in one go. */
export type SetupApply = {
  readonly id: bigint;
  readonly at: Date;
  readonly reason: string | null;
  /** What of it is still done, in the order in which it was done. */
  readonly steps: readonly AppliedStep[];
};

/** Where one apply is written down while it goes on: what is done in Zendesk is kept before anything else is. */
export interface SetupRecord {
  /** Again with the id of what was made replaces the step. */
  keep(step: AppliedStep): Promise<void>;
  finish(): Promise<void>;
}

export async function openSetupRecord(
  db: Database,
  account: string,
  reason: string | null,
): Promise<SetupRecord> {
  const { id } = await db
    .insertInto("setup_applies")
    .values({ account, reason })
    .returning("id")
    .executeTakeFirstOrThrow();
  const steps = new Map<string, AppliedStep>();
  return {
    async keep(step) {
      steps.set(step.id, step);
      await writeSteps(db, id, [...steps.values()]);
    },
    async finish() {
      await db.updateTable("setup_applies").set({ outcome: "done" }).where("id", "=", id).execute();
    },
  };
}

/** The last apply to this account of which something is left to be undone. */
export async function findLastApply(db: Database, account: string): Promise<SetupApply | undefined> {
  return await db
    .selectFrom("setup_applies")
    .select(["id", "at", "reason", "steps"])
    .where("account", "=", account)
    .where("outcome", "<>", "rolled-back")
    .where(sql`jsonb_array_length(steps)`, ">", 0)
    .orderBy("id", "desc")
    .executeTakeFirst();
}

/** What of an apply is left, after something of it was undone. */
export async function keepUndone(
  db: Database,
  { id }: SetupApply,
  left: readonly AppliedStep[],
): Promise<void> {
  await writeSteps(db, id, left);
}

/** What was deleted has come back under another id: what was applied before, and is still to be undone, means that one. */
export async function renameInApplies(
  db: Database,
  account: string,
  was: string,
  is: number | string,
): Promise<void> {
  const applies = await db
    .selectFrom("setup_applies")
    .select(["id", "steps"])
    .where("account", "=", account)
    .where("outcome", "<>", "rolled-back")
    .execute();
  for (const { id, steps } of applies) await writeSteps(db, id, withOtherId(steps, was, is));
}

/** Says why an apply is undone, before anything of it is. */
export async function keepRollbackReason(
  db: Database,
  { id }: SetupApply,
  reason: string | null,
): Promise<void> {
  await db.updateTable("setup_applies").set({ rollback_reason: reason }).where("id", "=", id).execute();
}

export async function markRolledBack(db: Database, { id }: SetupApply): Promise<void> {
  await db.updateTable("setup_applies").set({ outcome: "rolled-back" }).where("id", "=", id).execute();
}

async function writeSteps(db: Database, id: bigint, steps: readonly AppliedStep[]): Promise<void> {
  await db
    .updateTable("setup_applies")
    .set({ steps: storableJson(steps) })
    .where("id", "=", id)
    .execute();
}
