import { getHeapStatistics, type HeapInfo } from "node:v8";

/** Beyond this V8 does little but collect garbage, and soon ends the process. */
const usedShareAtMost = 0.85;

/** Asking V8 takes as long as verifying a signature: what it said is believed for so long (milliseconds). */
const believedMs = 100;

/** Says so when the heap of this process is nearly full. */
export function watchHeap(
  measure: () => Pick<HeapInfo, "used_heap_size" | "heap_size_limit"> = getHeapStatistics,
  now: () => number = () => performance.now(),
): () => string | undefined {
  let measuredAt = -Infinity;
  let shortage: string | undefined;
  return () => {
    if (now() - measuredAt >= believedMs) {
      measuredAt = now();
      shortage = shortageOf(measure());
    }
    return shortage;
  };
}

function shortageOf({
  used_heap_size: used,
  heap_size_limit: limit,
}: Pick<HeapInfo, "used_heap_size" | "heap_size_limit">): string | undefined {
  if (used <= limit * usedShareAtMost) return undefined;
  return `the memory of this process is nearly used up (${inMegabytes(used)} of ${inMegabytes(limit)} MB)`;
}

function inMegabytes(bytes: number): number {
  return Math.round(bytes / 1024 ** 2);
}
