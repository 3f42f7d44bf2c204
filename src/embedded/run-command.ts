import { spawn, type SpawnOptions } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";

/** A program to run, and as whom. */
export type Command = {
  readonly file: string;
  readonly args: readonly string[];
  readonly uid?: number;
  readonly gid?: number;
};

/**
 * A child gets a session of its own, so that a Ctrl-C in the terminal does not reach it, and nothing of our
 * environment: there are secrets in it, and PG* and LC_* variables that would change what PostgreSQL does.
 */
export function childOptions({ uid, gid }: Command): SpawnOptions {
  return {
    cwd: "/",
    detached: true,
    env: { LC_ALL: "C", PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" },
    ...(uid !== undefined && { uid }),
    ...(gid !== undefined && { gid }),
  };
}

/** Runs a program to its end and answers what it printed; throws, with that in the message, when it fails. */
export async function runCommand(command: Command, input = ""): Promise<string> {
  const child = spawn(command.file, command.args, { ...childOptions(command), stdio: "pipe" });
  // A program that ends without reading its input is judged by its exit code.
  child.stdin.on("error", () => undefined);
  child.stdin.end(input);

  const [[code, signal], ...printed] = await Promise.all([
    once(child, "close") as Promise<[number | null, string | null]>,
    text(child.stdout),
    text(child.stderr),
  ]);
  const output = printed.join("").trim();
  if (code !== 0) throw new Error(`${command.file} failed (${signal ?? `exit code ${code}`}): ${output}`);
  return output;
}
