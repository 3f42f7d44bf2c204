import { spawn } from "node:child_process";
import { open } from "node:fs/promises";
import type { Writable } from "node:stream";
import { findProcess, type ProcessIdentity } from "./process-identity.ts";
import { childOptions, type Command } from "./run-command.ts";

/** A server to run, and the file it reads from its standard input. */
export type ServerCommand = Command & { readonly stdin?: string };

export type GatedProcess = {
  readonly identity: ProcessIdentity;
  readonly letGo: () => void;
  /** How it ended: an exit code or a signal. */
  readonly ended: Promise<string>;
};

/** `exec` keeps the pid. The gate is file 3; it is closed without a word when we die. */
const WAIT_AT_GATE = 'read -r go <&3 && exec "$@" 3<&-';

/**
 * Starts a process that becomes the server only when it is let go, and ends if we die before that: so its pid can
 * be written down first, and no server runs that nobody knows of.
 *
 * Its output goes to a file, not to a pipe of ours: a server must outlive us when we are killed.
 */
export async function startGatedProcess(command: ServerCommand, logFd: number): Promise<GatedProcess> {
  const stdin = command.stdin === undefined ? undefined : await open(command.stdin);
  try {
    const child = spawn("/bin/sh", ["-c", WAIT_AT_GATE, "sh", command.file, ...command.args], {
      ...childOptions(command),
      stdio: [stdin?.fd ?? "ignore", logFd, logFd, "pipe"],
    });
    const ended = new Promise<string>((resolve) => {
      child.once("error", ({ message }) => resolve(message));
      child.once("exit", (code, signal) => resolve(signal ?? `exit code ${code}`));
    });
    const gate = child.stdio[3] as Writable;
    gate.on("error", () => undefined);
    child.unref();

    const identity = child.pid === undefined ? undefined : findProcess(child.pid);
    if (!identity) throw new Error(`cannot start ${command.file}: ${await ended}`);
    return { identity, letGo: () => gate.end("go\n"), ended };
  } finally {
    await stdin?.close();
  }
}
