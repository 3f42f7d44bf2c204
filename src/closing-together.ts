/** Takes what has to be closed, as an `AsyncDisposableStack` does, and closes all of it at the same time. */
export type ClosingTogether = Pick<AsyncDisposableStack, "defer"> & { close(): Promise<void> };

export function closingTogether(): ClosingTogether {
  const closes: (() => PromiseLike<void> | void)[] = [];
  return {
    defer(close) {
      closes.push(close);
    },
    async close() {
      await Promise.all(closes.map(async (close) => await close()));
    },
  };
}
