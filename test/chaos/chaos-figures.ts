import type { Happening } from "./history.ts";
import { type RecoveryFigures, recoveryFigures } from "./recovery-figures.ts";

export type Counts = Readonly<Record<string, number>>;

export type ChaosFigures = {
  readonly messages: number;
  readonly answered: number;
  readonly gaveUp: number;
  readonly attempts: number;
  readonly organizations: number;
  readonly tickets: number;
  readonly calls: number;
  readonly writes: number;
  readonly disasters: Counts;
  /** By crash point. */
  readonly crashes: Counts;
  readonly faults: Counts;
  readonly recovery: RecoveryFigures;
};

export function chaosFigures(history: readonly Happening[]): ChaosFigures {
  const of = <Kind extends Happening["kind"]>(kind: Kind): Extract<Happening, { kind: Kind }>[] =>
    history.filter((one): one is Extract<Happening, { kind: Kind }> => one.kind === kind);
  const answers = of("answered");
  const rest = of("rest").at(-1);
  return {
    messages: countDifferent(of("sent")),
    answered: countDifferent(answers.filter(({ status }) => status === 202)),
    gaveUp: of("gave-up").length,
    attempts: answers.length,
    organizations: rest?.organizations.length ?? 0,
    tickets: rest?.tickets.length ?? 0,
    calls: of("called").length,
    writes: of("wrote").length,
    disasters: countBy(of("disaster").map(({ name }) => name)),
    crashes: countBy(of("crashed").map(({ point }) => point)),
    faults: rest?.faults ?? {},
    recovery: recoveryFigures(history),
  };
}

export function sumOf(counts: Counts): number {
  return Object.values(counts).reduce((sum, one) => sum + one, 0);
}

function countDifferent(happenings: readonly { readonly message: string }[]): number {
  return new Set(happenings.map(({ message }) => message)).size;
}

function countBy(names: readonly string[]): Counts {
  return Object.fromEntries(
    [...Map.groupBy(names, (name) => name)].map(([name, { length }]) => [name, length]),
  );
}
