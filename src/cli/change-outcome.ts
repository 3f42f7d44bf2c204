import { counted } from "../domain/counted.ts";
import type { ChangeSet } from "../store/changes/change-sets.ts";
import type { Outcomes } from "../store/clients/client-progress.ts";
import type { ChangePlan } from "./change-plan.ts";
import type { TicketCounts } from "./change-tickets.ts";
import { areInStep, countsOf, outcomeTable } from "./outcome-table.ts";
import { type Recorded, recordedLine } from "./record-list.ts";
import { secondOf } from "./second-of.ts";

/** What came of applying a change set. */
export type Applied = {
  readonly recorded: Recorded;
  /** Absent when it takes effect later, or was left to the running service. */
  readonly followed?: { readonly clients: Outcomes; readonly tickets: TicketCounts };
};

/** Whether nothing is left that a person should look at. An organization that was missing has been created. */
export function isAllDone({ rows, counts }: ChangePlan, { followed }: Applied): boolean {
  const left = rows.filter(({ problem }) => problem && problem.cause !== "missing");
  if (counts.badRows + left.length > 0) return false;
  return !followed || (areInStep(followed.clients) && followed.tickets.left === 0);
}

export function appliedLines({ counts }: ChangePlan, applied: Applied, set: ChangeSet | undefined): string[] {
  const { recorded, followed } = applied;
  return [
    recordedLine(recorded, counts.badRows),
    ...(set?.effectiveAt ? [scheduledLine(set, set.effectiveAt)] : []),
    ...(followed && recorded.rows > 0
      ? ["", outcomeTable(followed.clients), "", ticketTable(followed.tickets)]
      : []),
  ];
}

export function appliedSummary(
  { counts, estimate }: ChangePlan,
  { recorded, followed }: Applied,
  set: ChangeSet | undefined,
): object {
  const { clients, tickets } = followed ?? {};
  return {
    plan: { ...counts, ...estimate },
    recorded: recorded.rows,
    new: recorded.newRows,
    set: set ?? null,
    ...(clients && { counts: countsOf(clients), ...clients, tickets }),
  };
}

function scheduledLine({ id, scheduled }: ChangeSet, effectiveAt: Date): string {
  return (
    `"${id}" will move ${counted(scheduled, "client")}, the first at ${secondOf(effectiveAt)}; ` +
    `until then, los changes cancel takes it back`
  );
}

function ticketTable({ retagged, unchanged, left }: TicketCounts): string {
  const rows = {
    "tickets re-tagged": retagged,
    "tickets that were right": unchanged,
    "tickets not done yet": left,
  };
  return Object.entries(rows)
    .map(([what, count]) => `${what.padEnd(28)} ${count.toLocaleString("en-US")}`)
    .join("\n");
}
