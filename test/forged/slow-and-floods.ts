import { peakMb, residentMb, resetPeak } from "../bench/process-figures.ts";
import { goal } from "../bench/goal.ts";
import { flood } from "./flood.ts";
import { type Answered, sendProperly } from "./proper-sender.ts";
import { sendSlowly, type SlowEnd, type SlowWith } from "./slow-senders.ts";

export type Trial = {
  readonly name: string;
  /** What came of those who attack. */
  readonly ended: string;
  /** What a proper sender was answered meanwhile. */
  readonly proper: readonly Answered[];
  readonly peakMb: number;
  /** The service did as it should. */
  readonly isRight: boolean;
};

export type Attacked = { readonly url: string; readonly pid: number };

/** http's limit for a whole request, and what a busy machine may be late by (milliseconds). */
const limitMs = 10_000;
const lateMs = 10_000;

/** A proper sender gives up after so long (milliseconds). */
const answeredWithinMs = 2000;

const pauseMs = 50;

/** Each attack on its own, while somebody goes on sending properly. */
export async function trySlowAndFloods(
  service: Attacked,
  connections: number,
  onProgress: (words: string) => void,
): Promise<Trial[]> {
  const trials: Trial[] = [];
  for (const slowWith of ["headers", "a body", "the last byte of a body"] as const) {
    onProgress(`${connections} connections that are slow with ${slowWith}`);
    trials.push(await trySlow(service, connections, slowWith));
  }
  for (const [words, bodyBytes] of [
    ["256 KiB, which is taken", 256 * 1024],
    ["1 MiB, which is too large", 1024 * 1024],
  ] as const) {
    const name = `100 connections that send bodies of ${words}`;
    onProgress(name);
    trials.push(await tryFlood(service, name, bodyBytes));
  }
  return trials;
}

async function trySlow(service: Attacked, connections: number, slowWith: SlowWith): Promise<Trial> {
  const { result: ends, ...seen } = await during(service, async () =>
    sendSlowly(service.url, connections, slowWith),
  );
  const latestMs = Math.max(...ends.map(({ afterMs }) => afterMs));
  const statuses = countsOf(ends.map(({ status }) => status));
  return {
    name: `${connections} connections that are slow with ${slowWith}`,
    ended: `${statuses}, the last after ${(latestMs / 1000).toFixed(1)} s`,
    ...seen,
    isRight: ends.every(isEnded) && isServed(seen.proper),
  };
}

async function tryFlood(service: Attacked, name: string, bodyBytes: number): Promise<Trial> {
  const { result: counts, ...seen } = await during(service, async () =>
    flood({ url: service.url, connections: 100, bodyBytes, forMs: 5000 }),
  );
  const isRefused = [...counts.keys()].every((status) => [0, 401, 413, 503].includes(status));
  return {
    name,
    ended: [...counts].map(([status, count]) => `${status || "no answer"} × ${count}`).join(", "),
    ...seen,
    isRight: isRefused && isServed(seen.proper),
  };
}

async function during<Result>(
  { url, pid }: Attacked,
  attack: () => Promise<Result>,
): Promise<{ result: Result; proper: readonly Answered[]; peakMb: number }> {
  resetPeak(pid);
  const sender = sendProperly(url, pauseMs);
  const result = await attack();
  return { result, proper: await sender.stop(), peakMb: Math.max(peakMb(pid), residentMb(pid)) };
}

/** Each hears in time, and some are taken. */
function isServed(proper: readonly Answered[]): boolean {
  return proper.every(isAnswered) && proper.some(({ status }) => status === 202);
}

/** A sender that is told to come back does so; one that hangs gives up. */
function isAnswered({ status, tookMs }: Answered): boolean {
  return [202, 503].includes(status) && tookMs <= answeredWithinMs;
}

/** 408 by the limit of time; 503 at once where all senders together hold too much. */
function isEnded({ status, afterMs }: SlowEnd): boolean {
  return [408, 503, 0].includes(status) && afterMs <= limitMs + lateMs;
}

/** For a table. */
export function trialRows(trials: readonly Trial[]): string[][] {
  const head = ["attack", "its end", "proper messages meanwhile", "slowest answer", "peak memory", ""];
  return [head, ...trials.map(rowOf)];
}

function rowOf({ name, ended, proper, peakMb: peak, isRight }: Trial): string[] {
  const slowestMs = Math.max(...proper.map(({ tookMs }) => tookMs));
  const answers = countsOf(proper.map(({ status }) => status));
  return [
    name,
    ended,
    answers,
    `${slowestMs.toFixed(0)} ms`,
    `${peak.toFixed(0)} MB`,
    goal(isRight, "").trim(),
  ];
}

function countsOf(statuses: readonly number[]): string {
  const byStatus = Map.groupBy(statuses, (status) => status);
  return [...byStatus].map(([status, all]) => `${status || "no answer"} × ${all.length}`).join(", ");
}
