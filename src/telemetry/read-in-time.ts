export type ReadInTimeOptions = {
  /** How long an answer is good for (milliseconds). */
  readonly keptMs: number;
  /** How long an asker waits (milliseconds). */
  readonly withinMs: number;
};

/**
 * Reads at most once at a time and not again while what was read is fresh, however many ask. Answers undefined when that
 * fails or takes too long: a database that hangs must not hang whoever asks how it is.
 */
export function readInTime<Value>(
  read: () => Promise<Value>,
  { keptMs, withinMs }: ReadInTimeOptions,
): () => Promise<Value | undefined> {
  let reading: Promise<Value | undefined> | undefined;
  let freshUntil = -Infinity;

  async function readOnce(): Promise<Value | undefined> {
    const value = await read().catch(() => undefined);
    freshUntil = performance.now() + keptMs;
    return value;
  }

  return async () => {
    if (performance.now() >= freshUntil) {
      freshUntil = Infinity;
      reading = readOnce();
    }
    const { promise: late, resolve } = Promise.withResolvers<undefined>();
    const timer = setTimeout(() => resolve(undefined), withinMs);
    const value = await Promise.race([reading, late]);
    clearTimeout(timer);
    return value;
  };
}
