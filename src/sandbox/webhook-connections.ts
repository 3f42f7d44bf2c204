/** Lets so many pieces of work run at once; the others wait for their turn, in order. */
export type WebhookConnections = { use<Result>(work: () => Promise<Result>): Promise<Result> };

export function createWebhookConnections(limit: number): WebhookConnections {
  const waiting: (() => void)[] = [];
  let used = 0;

  const turn = (): Promise<void> | undefined => {
    if (used >= limit) return new Promise((resolve) => void waiting.push(resolve));
    used += 1;
    return undefined;
  };
  /** The place goes from hand to hand, so that nobody new can take it from who waits. */
  const pass = (): void => {
    const next = waiting.shift();
    if (next) next();
    else used -= 1;
  };

  return {
    async use(work) {
      await turn();
      try {
        return await work();
      } finally {
        pass();
      }
    },
  };
}
