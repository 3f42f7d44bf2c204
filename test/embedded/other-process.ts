import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import process from "node:process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const HOLD_STORE = fileURLToPath(new URL("hold-store.ts", import.meta.url));

export type OtherProcess = {
  readonly pid: number;
  readonly url: string;
  readonly owned: boolean;
  nextLine(): Promise<string>;
  /** Lets it close its store and end. */
  close(): Promise<void>;
  /** SIGKILL: it gets no chance to close anything. */
  kill(): Promise<void>;
};

/** Another process of ours that holds a store, with a process group of its own. */
export async function holdInOtherProcess(
  kind: string,
  dataDir: string,
  account: { uid?: number; gid?: number } = {},
): Promise<OtherProcess> {
  const child = spawn(process.execPath, [HOLD_STORE, kind, dataDir], {
    ...account,
    cwd: "/",
    detached: true,
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const nextLine = async (): Promise<string> => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`${HOLD_STORE} ended`);
    return value;
  };

  const { url, owned } = JSON.parse(await nextLine()) as { url: string; owned: boolean };
  return {
    pid: child.pid ?? 0,
    url,
    owned,
    nextLine,
    async close() {
      child.stdin.end();
      await ended(child);
    },
    async kill() {
      child.kill("SIGKILL");
      await ended(child);
    },
  };
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
}
