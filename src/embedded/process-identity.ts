import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import process from "node:process";

/** One process and no other: pids are used again, so a pid counts only together with the moment it began. */
export type ProcessIdentity = { readonly pid: number; readonly startedAt: string };

/** Answers undefined when no such process runs; one that has ended but was not yet reaped does not run. */
export function findProcess(pid: number): ProcessIdentity | undefined {
  const startedAt = process.platform === "linux" ? startOnLinux(pid) : startByPs(pid);
  return startedAt === undefined ? undefined : { pid, startedAt };
}

export function isRunning({ pid, startedAt }: ProcessIdentity): boolean {
  return findProcess(pid)?.startedAt === startedAt;
}

export function thisProcess(): ProcessIdentity {
  const self = findProcess(process.pid);
  if (!self) throw new Error(`cannot see process ${process.pid} of our own: is /proc mounted?`);
  return self;
}

export function findCommandLine(pid: number): string | undefined {
  return process.platform === "linux"
    ? readIfThere(`/proc/${pid}/cmdline`)?.replaceAll("\0", " ")
    : ps(pid, "command=");
}

/**
 * proc_pid_stat(5): the state is field 3, the start in clock ticks since boot is field 22, and field 2 (the name, in
 * parentheses) may itself contain spaces and parentheses. The boot id keeps ticks of different boots apart.
 */
function startOnLinux(pid: number): string | undefined {
  const stat = readIfThere(`/proc/${pid}/stat`);
  const fields = stat?.slice(stat.lastIndexOf(")") + 2).split(" ");
  if (!fields || fields[0] === "Z" || fields[0] === "X") return undefined;
  return `${fields[19]}@${readIfThere("/proc/sys/kernel/random/boot_id")?.trim()}`;
}

function startByPs(pid: number): string | undefined {
  const [, state, startedAt] = /^(\S+)\s+(.+)$/u.exec(ps(pid, "state=,lstart=") ?? "") ?? [];
  return state?.startsWith("Z") ? undefined : startedAt;
}

/** ps(1) exits with 1 when there is no such process. */
function ps(pid: number, columns: string): string | undefined {
  try {
    return execFileSync("ps", ["-o", columns, "-p", String(pid)], {
      encoding: "utf8",
      env: { LC_ALL: "C", PATH: "/bin:/usr/bin" },
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  } catch (err) {
    if (err instanceof Error && "status" in err && err.status === 1) return undefined;
    throw err;
  }
}

/** Only an answer counts: a process that cannot be looked at for another reason must not be taken for dead. */
function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (err) {
    if (err instanceof Error && "code" in err && (err.code === "ENOENT" || err.code === "ESRCH"))
      return undefined;
    throw err;
  }
}
