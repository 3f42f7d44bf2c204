import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

export type ServiceProcess = {
  readonly url: string;
  readonly child: ChildProcess;
  /** What the service said when it was ready. */
  readonly ready: Readonly<Record<string, unknown>>;
  kill(signal: NodeJS.Signals): Promise<void>;
};

/** `los serve` as a process of its own; resolves when it says that it is ready. */
export async function startServiceProcess(
  env: Readonly<Record<string, string>>,
  args: readonly string[] = [],
): Promise<ServiceProcess> {
  const child = spawn(process.execPath, ["src/main.ts", "serve", ...args], {
    env: { PATH: process.env["PATH"], HOME: process.env["HOME"], LOG_LEVEL: "info", ...env },
    stdio: ["ignore", "inherit", "pipe"],
  });
  const exited = once(child, "exit");
  const said: string[] = [];
  const { promise, resolve, reject } = Promise.withResolvers<Record<string, unknown>>();
  createInterface(child.stderr).on("line", (line) => {
    said.push(line);
    if (line.includes('"service.ready"')) resolve(JSON.parse(line) as Record<string, unknown>);
  });
  void exited.then(() => reject(new Error(`the service ended before it was ready:\n${said.join("\n")}`)));
  const ready = await promise;
  return {
    url: String(ready["url"]),
    child,
    ready,
    async kill(signal) {
      child.kill(signal);
      await exited;
    },
  };
}
