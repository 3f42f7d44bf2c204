import type { Happening, Rest } from "./history.ts";
import { judgeClients } from "./judge-clients.ts";

export type Law = {
  /** What a minute of Zendesk lasts. */
  readonly minuteMs: number;
  /** Our share of its calls. */
  readonly callsPerMinute: number;
};

/**
 * What is wrong with a history, in words; nothing when all is well. It knows the promises and none of our code: what
 * the service made of a message is found out here a second time.
 */
export function judge(history: readonly Happening[], law: Law): string[] {
  const rest = history.findLast((one): one is Rest => one.kind === "rest");
  if (!rest) return ["it never came to rest"];
  return [
    ...judgeClients(history, rest),
    ...twice(history, rest),
    ...wrongTickets(rest),
    ...twoWritersAtOnce(history),
    ...overTheLimit(history, law),
    ...endedUnasked(history),
    ...(rest.refused > 0 ? [`limits: ${rest.refused} refusals of our own making`] : []),
  ];
}

function twice(history: readonly Happening[], { organizations }: Rest): string[] {
  const byClient = Map.groupBy(organizations, ({ external_id }) => external_id?.toLowerCase());
  const byName = Map.groupBy(organizations, ({ name }) => name.toLowerCase());
  const created = Map.groupBy(
    history.filter((one) => one.kind === "created"),
    ({ externalId }) => externalId.toLowerCase(),
  );
  return [
    ...[...byClient]
      .filter(([clientId, { length }]) => clientId !== undefined && length > 1)
      .map(([clientId, { length }]) => `doubled: ${clientId} has ${length} organizations`),
    ...[...byName]
      .filter(([, { length }]) => length > 1)
      .map(([name, { length }]) => `doubled: ${length} organizations are named ${name}`),
    ...[...created]
      .filter(([, { length }]) => length > 1)
      .map(([clientId, { length }]) => `doubled: ${clientId} was created ${length} times`),
  ];
}

/** Of an organization without a level, and of none, the lowest. */
const lowestLevel = "los_smb";

function wrongTickets({ organizations, tickets }: Rest): string[] {
  const levels = new Map(
    organizations.map(({ id, organization_fields: fields }) => [
      id,
      fields["client_service_level"] as string,
    ]),
  );
  return tickets.flatMap(({ id, organization_id, tags, priority }) => {
    const wanted = levels.get(organization_id ?? 0) ?? lowestLevel;
    const has = tags.filter((tag) => tag.startsWith("los_"));
    if (has.length !== 1 || has[0] !== wanted) {
      return [`stale: ticket ${id} has ${has.join(", ") || "no level"} instead of ${wanted}`];
    }
    return priority === null ? [`lost: ticket ${id} has no priority`] : [];
  });
}

/** A lease lasts so long from just before a write (milliseconds). */
const leaseMs = 10_000;

/**
 * The connection of a worker that is stopped stays although nobody waits there, so that a call which Zendesk never answers
 * seems to go on: of that counts what its lease covers. Nobody could call it back.
 */
function twoWritersAtOnce(history: readonly Happening[]): string[] {
  const frozen = history
    .filter((one) => one.kind === "disaster")
    .filter(({ name }) => name === "worker frozen");
  const endOf = ({ at, until }: { readonly at: number; readonly until: number }): number =>
    frozen.some((one) => one.at < until && at < one.until) ? Math.min(until, at + leaseMs) : until;
  const byKey = Map.groupBy(
    history.filter((one) => one.kind === "wrote"),
    ({ key }) => key,
  );
  return [...byKey].flatMap(([key, writes]) => {
    let until = -Infinity;
    return writes
      .toSorted((one, other) => one.at - other.at)
      .flatMap((write) => {
        const overlapMs = until - write.at;
        until = Math.max(until, endOf(write));
        return overlapMs > 0 ? [`two writers: ${key} at ${write.at}, for ${overlapMs} ms`] : [];
      });
  });
}

function overTheLimit(history: readonly Happening[], { minuteMs, callsPerMinute }: Law): string[] {
  const times = history
    .filter((one) => one.kind === "called")
    .filter(({ path }) => path.startsWith("/api/"))
    .map(({ at }) => at)
    .toSorted((one, other) => one - other);
  let first = 0;
  let most = 0;
  for (const [index, at] of times.entries()) {
    while (at - times[first]! >= minuteMs) first += 1;
    most = Math.max(most, index - first + 1);
  }
  return most > callsPerMinute ? [`limits: ${most} calls in a minute instead of ${callsPerMinute}`] : [];
}

/** Those that we killed are not told as ended; those that died at a crash point have said so. */
function endedUnasked(history: readonly Happening[]): string[] {
  const crashed = new Set(history.flatMap((one) => (one.kind === "crashed" ? [one.life] : [])));
  return history
    .filter((one) => one.kind === "ended")
    .filter(({ life }) => !crashed.has(life))
    .map(({ role, life, at }) => `ended: process ${life} (${role}) at ${at}, and nobody had killed it`);
}
