import { answerParent } from "../bench/child-process.ts";
import { plantedBugs } from "./planted-bugs.ts";
import { runSeed } from "./run-seed.ts";
import { openSimulatedStore } from "./simulated-store.ts";

/** `seeds`: the first, how far apart they are, and how many. */
export type SimulationArgument = {
  readonly databaseUrl: string;
  readonly first: number;
  readonly every: number;
  readonly count: number;
  readonly plant?: string;
};

export type SimulationFigures = {
  readonly seeds: number;
  readonly steps: number;
  readonly simulatedMs: number;
  readonly failures: readonly { readonly seed: number; readonly problems: readonly string[] }[];
  readonly isDone: boolean;
  /** Why it gave up, if it did. */
  readonly trouble: string | null;
};

const { databaseUrl, first, every, count, plant } = JSON.parse(process.argv[2]!) as SimulationArgument;
const store = await openSimulatedStore(databaseUrl);
const bug = plantedBugs.find(({ name }) => name === plant);
const failures: { seed: number; problems: readonly string[] }[] = [];
let figures = { seeds: 0, steps: 0, simulatedMs: 0 };
let isDone = false;
let trouble: string | null = null;
const letGo = new AbortController();

answerParent(
  "",
  { figures: (): SimulationFigures => ({ ...figures, failures, isDone, trouble }) },
  async () => letGo.abort(),
);

try {
  while (figures.seeds < count && !letGo.signal.aborted) {
    const { seed, problems, steps, simulatedMs } = await runSeed(first + figures.seeds * every, store, bug);
    if (problems.length > 0) failures.push({ seed, problems });
    figures = {
      seeds: figures.seeds + 1,
      steps: figures.steps + steps,
      simulatedMs: figures.simulatedMs + simulatedMs,
    };
  }
} catch (err) {
  trouble = String(err);
} finally {
  isDone = true;
  await store.close();
}
