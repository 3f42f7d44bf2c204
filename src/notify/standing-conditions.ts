import { counted } from "../domain/counted.ts";
import { enumerated } from "../domain/document/document-words.ts";
import type { OpenOnboarding } from "../domain/clients/late-onboarding.ts";
import type { Conflict } from "../operations/conflict.ts";
import type { CauseGroup, Job } from "../operations/job.ts";
import type { Condition, Standing } from "../operations/notification.ts";
import type { Overview } from "../operations/overview.ts";
import { clientWords, momentWords } from "./words.ts";

/** What is looked at. */
export type Watched = {
  readonly overview: Overview;
  /** Causes of which jobs failed, also those that wait to be tried again. Seen after the overview. */
  readonly lastingCauses: readonly string[];
  /** Of each cause of failures a job that failed with it. */
  readonly examples: ReadonlyMap<string, Job>;
  /** Those for which nothing is written, oldest first. */
  readonly conflicts: readonly Conflict[];
  /** How many of these there are. */
  readonly conflictCount: number;
  /** Oldest first. */
  readonly late: readonly OpenOnboarding[];
};

/** Of each kind so many are told of one by one; how many more there are is one condition. */
export const toldSingly = 20;

/** What failed for one cause. */
type Failure = { readonly cause: string; readonly groups: readonly CauseGroup[]; readonly firstAt: Date };

/** Live work that is due is taken within seconds; by now somebody has to look (milliseconds). */
const toldLateAfterMs = 10 * 60_000;

/** Oldest first. */
export function failuresIn({ causes }: Overview): readonly Failure[] {
  const failed = Map.groupBy(
    causes.filter(({ state }) => state === "failed"),
    ({ cause }) => cause,
  );
  return [...failed]
    .map(([cause, groups]) => ({
      cause,
      groups,
      firstAt: new Date(Math.min(...groups.map((group) => group.firstAt.getTime()))),
    }))
    .toSorted((one, other) => one.firstAt.getTime() - other.firstAt.getTime());
}

/** All that people are to know of now. */
export function standingConditions(watched: Watched): Standing {
  const { overview, lastingCauses, examples, conflicts, conflictCount, late } = watched;
  const failures = failuresIn(overview);
  const causes = new Set([...lastingCauses, ...failures.map(({ cause }) => cause)]);
  const kinds = [
    summedUp(
      "cause",
      "causes of failures",
      failures.map((failure) => failing(failure, examples.get(failure.cause))),
      causes.size,
    ),
    summedUp("conflict", "conflicts", conflicts.map(conflicting), conflictCount),
    summedUp("drift", "differences from the catalogue", overview.drift.map(drifted), overview.drift.length),
    summedUp("onboarding", "late onboardings", late.map(incomplete), late.length),
  ];
  return {
    conditions: [
      ...(overview.accessLostSince ? [accessLost(overview.accessLostSince)] : []),
      ...waitingLong(overview),
      ...kinds.flatMap(({ conditions }) => conditions),
      ...overview.sweeps.filter(({ isOverdue }) => isOverdue).map(overdue),
    ],
    lasting: [...kinds.flatMap(({ lasting }) => lasting), ...lastingCauses.map(causeCondition)],
  };
}

/** What is not told one by one any more because others are older is not over for that. */
function summedUp(kind: string, noun: string, conditions: readonly Condition[], count: number): Standing {
  const singly = conditions.slice(0, toldSingly);
  const lasting = conditions.slice(toldSingly).map(({ name }) => name);
  if (count <= toldSingly) return { conditions: singly, lasting };
  const more = {
    name: `${kind}:more`,
    title: `More than ${toldSingly} ${noun}`,
    detail: `${count.toLocaleString("en-US")} in all; further ones are not told one by one`,
  };
  return { conditions: [...singly, more], lasting };
}

function accessLost(since: Date): Condition {
  const detail = `since ${momentWords(since)}; work waits and goes on by itself once they do: los check`;
  return { name: "access", title: "Our credentials do not work at Zendesk", detail };
}

/** However much waits, messages are taken: to refuse them would lose what people are promised. */
function waitingLong({ at, oldestWaitMs, work }: Overview): readonly Condition[] {
  if (oldestWaitMs === null || oldestWaitMs <= toldLateAfterMs) return [];
  const since = momentWords(new Date(at.getTime() - oldestWaitMs));
  const detail = `the longest waits since ${since}, ${work.pending.toLocaleString("en-US")} wait in all; are enough workers running, and is our share of Zendesk's limits enough?`;
  return [{ name: "late", title: "Work is late", detail }];
}

function failing({ cause, groups, firstAt }: Failure, example: Job | undefined): Condition {
  const counts = groups.map(({ kind, count }) =>
    counted(count, kind === "reconcile-client" ? "client" : "ticket"),
  );
  const detail = `${enumerated(counts)} since ${momentWords(firstAt)}${example ? `, ${exampleWords(example)}` : ""}`;
  return { name: causeCondition(cause), title: `Failed: ${cause}`, detail };
}

function causeCondition(cause: string): string {
  return `cause:${cause}`;
}

function exampleWords({ kind, key, client, message }: Job): string {
  const whose = client ? clientWords(client.id, client.name) : key;
  const what = kind === "reconcile-client" ? whose : `ticket ${key}`;
  return `for example ${what}${message === null ? "" : `: ${message}`}`;
}

function conflicting({ clientId, clientName, cause, message }: Conflict): Condition {
  return {
    name: `conflict:${clientId}:${cause}`,
    title: `Conflict: ${cause} of ${clientWords(clientId, clientName)}`,
    detail: message,
  };
}

function drifted(step: string): Condition {
  const detail = "Zendesk is not as the catalogue says: los policies drift shows the difference";
  return { name: `drift:${step}`, title: `Drift: ${step}`, detail };
}

function overdue({ name, startedAt }: Overview["sweeps"][number]): Condition {
  return {
    name: `sweep:${name}`,
    title: `Overdue: ${name}`,
    detail: `it last began at ${momentWords(startedAt)}; the log of the workers says why`,
  };
}

/** The name of the condition that a client's onboarding is late. */
export function onboardingCondition(clientId: string): string {
  return `onboarding:${clientId}`;
}

function incomplete({ clientId, name, since, missing }: OpenOnboarding): Condition {
  const what = enumerated(missing.map(({ title }) => title));
  return {
    name: onboardingCondition(clientId),
    title: `Onboarding incomplete: ${clientWords(clientId, name)}`,
    detail: `notified at ${momentWords(since.toJSDate())}; missing: ${what}`,
  };
}
