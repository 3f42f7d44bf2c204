import { readFileSync, writeFileSync } from "node:fs";

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
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / 100;
}
