import { repeat } from "./jobs/repeat.ts";

export type InBackground = {
  /** From the end of a run to the next (milliseconds). */
  readonly everyMs: number;
  /** Until the first run (milliseconds); default: none. */
  readonly firstMs?: number;
  /** One run; its signal is aborted as soon as no other will follow. */
  readonly once: (signal: AbortSignal) => Promise<void>;
  /** Hears what goes wrong; the next run comes all the same. */
  readonly tell: (err: unknown) => void;
  /** What ends it; closing waits for the run under way. */
  readonly open: Pick<AsyncDisposableStack, "defer">;
};

/** Runs `once` again and again, never beside itself, until `open` is closed. */
export function inBackground({ everyMs, firstMs, once, tell, open }: InBackground): void {
  const stopping = new AbortController();
  const repeating = repeat(everyMs, async () => await once(stopping.signal), tell, firstMs);
  open.defer(async () => {
    stopping.abort();
    await repeating.stop();
  });
}
