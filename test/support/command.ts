import type { Io } from "../../src/cli/io.ts";
import { run } from "../../src/cli/run.ts";

export type Ran = { readonly code: number; readonly out: string; readonly err: string };

/** Runs a command of `los` in this process, with an environment of its own. */
export async function los(
  argv: readonly string[],
  env: Readonly<Record<string, string>> = {},
  other: Partial<Io> = {},
): Promise<Ran> {
  const out: string[] = [];
  const err: string[] = [];
  const code = await run(argv, {
    env,
    out: (line) => void out.push(line),
    err: (line) => void err.push(line),
    isTerminal: false,
    untilStopped: async (close) => await close(),
    onStop: () => ({ [Symbol.dispose]: () => {} }),
    ask: async () => "",
    ...other,
  });
  return { code, out: out.join("\n"), err: err.join("\n") };
}
