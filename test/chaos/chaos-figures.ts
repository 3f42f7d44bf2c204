import type { Happening, Rest } from "./history.ts";

export type ChaosFigures = {
  readonly messages: number;
  readonly answered: number;
  readonly gaveUp: number;
  readonly attempts: number;
  readonly organizations: number;
  readonly tickets: number;
  readonly calls: number;
  readonly writes: number;
  readonly disasters: Readonly<Record<string, number>>;
  readonly faults: Readonly<Record<string, number>>;
  readonly endedByThemselves: number;
  /** From a disaster until work went on, at worst (milliseconds); undefined when it never was to be seen. */
  readonly writeAfterWorkerKillMs: number | undefined;
  readonly callAfterRedisMs: number | undefined;
  readonly slowestAnswerWhileFrozenMs: number | undefined;
};

export function chaosFigures(history: readonly Happening[]): ChaosFigures {
  const of = <Kind extends Happening["kind"]>(kind: Kind): Extract<Happening, { kind: Kind }>[] =>
    history.filter((one): one is Extract<Happening, { kind: Kind }> => one.kind === kind);
  const [sent, answers, calls, writes, struck] = [
    of("sent"),
    of("answered"),
    of("called"),
    of("wrote"),
    of("disaster"),
  ];
  const rest: Rest | undefined = of("rest").at(-1);
  const named = (...names: readonly string[]) => struck.filter(({ name }) => names.includes(name));
  const lastSentAt = Math.max(...sent.map(({ at }) => at));
  const loaded = (...names: readonly string[]) => named(...names).filter(({ until }) => until < lastSentAt);
  const all = [...struck, ...of("ended")];
  const frozen = named("redis frozen", "database frozen");
  // Who is connected to a process that dies waits for another reason.
  const httpKilled = named("http killed");
  return {
    messages: new Set(sent.map(({ message }) => message)).size,
    answered: new Set(answers.filter(({ status }) => status === 202).map(({ message }) => message)).size,
    gaveUp: of("gave-up").length,
    attempts: answers.length,
    organizations: rest?.organizations.length ?? 0,
    tickets: rest?.tickets.length ?? 0,
    calls: calls.length,
    writes: writes.length,
    disasters: countBy(struck.map(({ name }) => name)),
    faults: rest?.faults ?? {},
    endedByThemselves: of("ended").length,
    writeAfterWorkerKillMs: longestWait(alone(loaded("worker killed"), all, 12_000), writes),
    callAfterRedisMs: longestWait(alone(loaded("redis killed", "redis frozen"), all, 3000), calls),
    slowestAnswerWhileFrozenMs: most(
      answers
        .filter(({ at }) => frozen.some((one) => one.at <= at && at < one.until))
        .filter((answer) => !httpKilled.some(({ at, until }) => answer.at < until && answer.until > at))
        .map(({ at, until }) => until - at),
    ),
  };
}

type Struck = Extract<Happening, { kind: "disaster" | "ended" }>;

/** A lease is over after ten seconds, and a worker that was killed is back after a few more (milliseconds). */
const lameMs = 13_000;

/** Those during which, and for so long after which, nothing else kept workers from work. */
function alone(
  disasters: readonly Extract<Struck, { kind: "disaster" }>[],
  struck: readonly Struck[],
  forMs: number,
): readonly Extract<Struck, { kind: "disaster" }>[] {
  return disasters.filter((one) =>
    struck.every((other) => {
      const isHarmless = other.kind === "disaster" && /^(?:http|webhook)/.test(other.name);
      const until = other.kind === "disaster" ? other.until : other.at;
      return other === one || isHarmless || other.at > one.until + forMs || until < one.at - lameMs;
    }),
  );
}

/** From the end of each disaster until the first that follows it. */
function longestWait(
  struck: readonly { readonly until: number }[],
  following: readonly { readonly at: number }[],
): number | undefined {
  const times = following.map(({ at }) => at).toSorted((one, other) => one - other);
  return most(
    struck.flatMap(({ until }) => {
      const next = times.find((at) => at >= until);
      return next === undefined ? [] : [next - until];
    }),
  );
}

function most(numbers: readonly number[]): number | undefined {
  return numbers.length === 0 ? undefined : numbers.reduce((one, other) => Math.max(one, other));
}

function countBy(names: readonly string[]): Record<string, number> {
  return Object.fromEntries(
    [...Map.groupBy(names, (name) => name)].map(([name, { length }]) => [name, length]),
  );
}
