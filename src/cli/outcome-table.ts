import type { Outcome, Outcomes } from "../store/clients/client-progress.ts";

const words: Readonly<Record<Outcome, string>> = {
  created: "created",
  adopted: "adopted",
  updated: "updated",
  restored: "restored after manual edits",
  edited: "edited by hand, left so",
  unchanged: "unchanged",
  conflict: "conflicts",
  failed: "failed",
  waiting: "not done yet",
};

const order = Object.keys(words) as readonly Outcome[];

/** How many clients ended in each way. */
export function countsOf({ groups }: Outcomes): Readonly<Record<Outcome, number>> {
  const counts = order.map((outcome) => {
    const some = groups.filter((group) => group.outcome === outcome);
    return [outcome, some.reduce((sum, { count }) => sum + count, 0)];
  });
  return Object.fromEntries(counts) as Record<Outcome, number>;
}

/** Whether all clients are in step now. */
export function areInStep(outcomes: Outcomes): boolean {
  const { conflict, failed, waiting } = countsOf(outcomes);
  return conflict + failed + waiting === 0;
}

/** A line for each way it ended, the fields that were written, and the first clients of each kind. */
export function outcomeTable(outcomes: Outcomes): string {
  const counts = countsOf(outcomes);
  const lines = order.flatMap((outcome) => {
    if (counts[outcome] === 0 && outcome !== "unchanged") return [];
    const groups = outcomes.groups.filter((group) => group.outcome === outcome);
    return [line(words[outcome], counts[outcome]), ...groups.flatMap(detailsOf)];
  });
  const fields = Object.entries(outcomes.fields).map(([field, count]) => `    ${field.padEnd(24)} ${count}`);
  return [...lines, ...(fields.length > 0 ? ["", "Fields that were written:", ...fields] : [])].join("\n");
}

function detailsOf({ cause, count, first }: Outcomes["groups"][number]): string[] {
  const named = first.map(({ clientId, name }) => `    ${clientId}  ${name ?? ""}`.trimEnd());
  return [
    ...(cause === null ? [] : [`  ${cause}: ${count}`]),
    ...named,
    ...(first.length > 0 && count > first.length ? [`    and ${count - first.length} more`] : []),
  ];
}

function line(what: string, count: number): string {
  return `${what.padEnd(28)} ${count.toLocaleString("en-US")}`;
}
