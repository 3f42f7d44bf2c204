/** For `vi.waitUntil`: looks often, and is patient with a busy machine. */
export const soon = { interval: 5, timeout: 20_000 } as const;
