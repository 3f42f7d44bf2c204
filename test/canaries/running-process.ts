import { type ChildProcess, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

import { onTestFinished } from "vitest";

import type { Artefact } from "./canaries.ts";

const main = fileURLToPath(new URL("../../src/main.ts", import.meta.url));
const serviceScript = new URL("../bench/service-process.ts", import.meta.url);

type Environment = Readonly<Record<string, string>>;

export type ServiceProcess = {
  readonly url: string;
  /** All that it wrote to stdout and stderr so far. */
  readonly said: () => Artefact;
  readonly stop: () => Promise<void>;
};

/** The whole service in a process of its own, all that it writes kept. */
export async function startServiceProcess(
  name: string,
  env: Environment,
  minuteMs: number,
): Promise<ServiceProcess> {
  const child = fork(serviceScript, [JSON.stringify({ minuteMs })], {
    env: inherited(env),
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const said = hear(child);
  const exited = once(child, "exit");
  const stop = async (): Promise<void> => {
    if (child.connected) child.disconnect();
    const timer = setTimeout(() => child.kill("SIGKILL"), 20_000);
    await exited;
    clearTimeout(timer);
  };
  onTestFinished(stop);
  const ready = once(child, "message") as Promise<[{ readonly url: string }]>;
  const [{ url }] = await Promise.race([
    ready,
    exited.then(() => {
      throw new Error(`the service ended before it was ready:\n${said()}`);
    }),
  ]);
  return { url, said: () => ({ name, text: said() }), stop };
}

/** The last words of a command that did not end by itself. */
export const endedBySignal = "exit by a signal";

/** What a command of `los` says, in a process of its own; who does not end in time is ended. */
export async function runCommand(
  argv: readonly string[],
  env: Environment,
  withinMs = 60_000,
): Promise<string> {
  const child = spawn(process.execPath, [main, ...argv], {
    env: inherited(env),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said = hear(child);
  const timer = setTimeout(() => child.kill("SIGKILL"), withinMs);
  const [code] = (await once(child, "close")) as [number | null];
  clearTimeout(timer);
  return `${said()}\n${code === null ? endedBySignal : `exit ${code}`}`;
}

function hear(child: ChildProcess): () => string {
  let text = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk: Buffer) => (text += chunk.toString()));
  return () => text;
}

function inherited(env: Environment): NodeJS.ProcessEnv {
  return { PATH: process.env["PATH"], HOME: process.env["HOME"], ...env };
}
