/** Everything a command may touch of the world: tests hand in their own. */
export type Io = {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Results. */
  readonly out: (line: string) => void;
  /** Progress and problems. */
  readonly err: (line: string) => void;
  /** A person is looking at the output. */
  readonly isTerminal: boolean;
  /** Resolves when someone asks the process to stop (Ctrl-C, SIGTERM); then `close` has been run. */
  readonly untilStopped: (close: () => Promise<void>) => Promise<void>;
  /** Tells when someone asks the process to stop, for a command that ends by itself; until disposed. */
  readonly onStop: (stop: () => void) => Disposable;
  /** Asks the person at the terminal. */
  readonly ask: (question: string) => Promise<string>;
};

/** Exit codes of the outside contract. */
export const exit = { done: 0, problem: 1, changes: 2 } as const;

export type Command = {
  readonly usage: string;
  run(args: readonly string[], io: Io): Promise<number>;
};

/** The values of `--output`. @throws UsageError */
export function outputOf(value: string): "table" | "json" {
  if (value === "table" || value === "json") return value;
  throw new UsageError(`--output is table or json, not "${value}"`);
}

/** Those of a command whose result fits into a spreadsheet. @throws UsageError */
export function listOutputOf(value: string): "table" | "json" | "csv" {
  if (value === "table" || value === "json" || value === "csv") return value;
  throw new UsageError(`--output is table, json or csv, not "${value}"`);
}

/** The command line is wrong; the message says how it should be. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
