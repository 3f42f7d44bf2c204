import { readdirSync, readFileSync, writeFileSync } from "node:fs";

/** The peak of a process' resident memory counts anew from here (proc(5), clear_refs). */
export function resetPeak(pid: number): void {
  writeFileSync(`/proc/${pid}/clear_refs`, "5");
}

export function peakMb(pid: number): number {
  return megabytesIn(pid, /VmHWM:\s+(\d+)/);
}

export function residentMb(pid: number): number {
  return megabytesIn(pid, /VmRSS:\s+(\d+)/);
}

function megabytesIn(pid: number, line: RegExp): number {
  const [, kilobytes = "0"] = line.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Number(kilobytes) / 1024;
}

/** Processor time of a process so far, in seconds: Linux tells it in hundredths (proc(5), stat, utime and stime). */
export function processorSeconds(pid: number): number {
  const { ownTicks } = statOf(pid);
  return ownTicks / 100;
}

/** The same of a process, its children, and those of them that have ended. */
export function familyProcessorSeconds(pid: number): number {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  const children = pids
    .flatMap((name) => findStat(Number(name)) ?? [])
    .filter(({ parent }) => parent === pid);
  const { ownTicks, endedTicks } = statOf(pid);
  return children.reduce((sum, child) => sum + child.ownTicks, ownTicks + endedTicks) / 100;
}

export function parentOf(pid: number): number {
  return statOf(pid).parent;
}

/** Undefined: the process ended meanwhile. */
function findStat(pid: number): Stat | undefined {
  try {
    return statOf(pid);
  } catch {
    return undefined;
  }
}

type Stat = { readonly parent: number; readonly ownTicks: number; readonly endedTicks: number };

function statOf(pid: number): Stat {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  const fields = stat
    .slice(stat.lastIndexOf(")") + 2)
    .split(" ")
    .map(Number);
  const [, parent = 0] = fields;
  const [utime = 0, stime = 0, cutime = 0, cstime = 0] = fields.slice(11);
  return { parent, ownTicks: utime + stime, endedTicks: cutime + cstime };
}
