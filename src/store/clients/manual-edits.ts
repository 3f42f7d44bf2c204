import type { Transaction } from "kysely";

import { aboutEdit, describeEdit } from "../../domain/clients/conflict-sides.ts";
import { changeBetween } from "../../domain/clients/organization.ts";
import type { Confirmation } from "../../jobs/ports.ts";
import { closeConflicts, openConflicts, type Opening } from "./open-conflicts.ts";
import type { Schema } from "../schema.ts";

/** Asks people about manual edits that were found and left, and no more about those that are gone. */
export async function reviewManualEdits(
  tx: Transaction<Schema>,
  confirmations: readonly Confirmation[],
): Promise<void> {
  await openConflicts(tx, "manual-edit", confirmations.flatMap(openingOf));
  const inStep = confirmations.filter(
    ({ desired, organization }) => changeBetween(desired, organization) === undefined,
  );
  await closeConflicts(
    tx,
    inStep.map(({ desired }) => desired.externalId),
    ["manual-edit"],
  );
}

function openingOf({ desired, organization, write }: Confirmation): Opening[] {
  if (write?.what !== "organization.edited") return [];
  const about = aboutEdit(desired, organization, write.change);
  return [{ clientId: desired.externalId, detail: { message: describeEdit(about) }, about }];
}
