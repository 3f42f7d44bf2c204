import { sql, type Transaction } from "kysely";

import type { WorkKey } from "../../jobs/ports.ts";
import type { Act } from "../../operations/operator.ts";
import type { Schema } from "../schema.ts";

/** Writes down what an operator did, and to what; without `key`, to many. */
export async function recordAct(
  tx: Transaction<Schema>,
  what: string,
  { operator, reason }: Act,
  change: unknown,
  key?: WorkKey,
): Promise<void> {
  await tx
    .insertInto("history")
    .values({
      at: sql<Date>`now()`,
      client_id: key?.kind === "reconcile-client" ? key.key : null,
      ticket_id: key?.kind === "review-ticket" ? Number(key.key) : null,
      what,
      change: JSON.stringify(change),
      actor: operator,
      reason: reason === "" ? null : reason,
    })
    .execute();
}
