import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";

type Ready = Readonly<Record<string, unknown>>;

export type Death = { readonly signal: NodeJS.Signals | null; readonly said: readonly string[] };

export type MortalService = AsyncDisposable & {
  readonly child: ChildProcess;
  /** Where it listens, once it does; it may die before. */
  readonly url: string | undefined;
  /** Answers what it says when it is ready; throws when it dies before. */
  untilReady(): Promise<Ready>;
  untilDead(): Promise<Death>;
  /** Throws when it lives longer than so many milliseconds. */
  deathWithin(ms: number): Promise<Death>;
};

/** `los serve` as a process of its own, of which nobody expects that it lives long enough to be ready. */
export function startMortalService(
  env: Readonly<Record<string, string>>,
  args: readonly string[] = [],
): MortalService {
  const child = spawn(process.execPath, ["src/main.ts", "serve", ...args], {
    env: { PATH: process.env["PATH"], HOME: process.env["HOME"], LOG_LEVEL: "info", ...env },
    stdio: ["ignore", "inherit", "pipe"],
  });
  const said: string[] = [];
  let url: string | undefined;
  const saidReady = Promise.withResolvers<Ready>();
  createInterface(child.stderr).on("line", (line) => {
    said.push(line);
    if (!line.includes('"service.ready"')) return;
    const ready = JSON.parse(line) as Ready;
    url = String(ready["url"]);
    saidReady.resolve(ready);
  });
  const died = deathOf(child, said);
  return {
    child,
    get url() {
      return url;
    },
    async untilReady() {
      const tooEarly = died.then(() => {
        throw new Error(`the service ended before it was ready:\n${said.join("\n")}`);
      });
      return await Promise.race([saidReady.promise, tooEarly]);
    },
    untilDead: async () => await died,
    async deathWithin(ms) {
      const giveUp = new AbortController();
      const late = pause(ms, undefined, { signal: giveUp.signal }).then(() => {
        throw new Error(`the service still lives after ${ms} ms; it said:\n${said.slice(-20).join("\n")}`);
      });
      return await Promise.race([died, late]).finally(() => giveUp.abort());
    },
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL");
      await died;
    },
  };
}

/** When all that it said was heard. */
async function deathOf(child: ChildProcess, said: readonly string[]): Promise<Death> {
  const [, signal] = (await once(child, "close")) as [number | null, NodeJS.Signals | null];
  return { signal, said };
}
