import type { WorkKey } from "../jobs/ports.ts";

/** Of one kind so many are woken together; whoever comes for one takes up to a hundred others along. */
const atMost = 20;

/** From one lot to the next (milliseconds): what comes alone is woken at once, a flood four hundred times a second at most. */
const lotEveryMs = 50;

/**
 * Wakes best effort, one lot after the other: what comes together goes together, what comes soon after goes with the
 * next, each key once. In a flood most are not woken at all: attempts take them along, or the sweep finds them.
 */
export function wakeTogether(
  wake: (keys: readonly WorkKey[]) => Promise<void>,
  tell: (err: unknown) => void,
  rest: () => Promise<unknown> = async () => await new Promise((resolve) => setTimeout(resolve, lotEveryMs)),
): (keys: readonly WorkKey[]) => void {
  let waiting: WorkKey[] = [];
  let isWaking = false;

  function isOneMore({ kind, key }: WorkKey): boolean {
    const sameKind = waiting.filter((other) => other.kind === kind);
    return sameKind.length < atMost && sameKind.every((other) => other.key !== key);
  }

  async function wakeWaiting(): Promise<void> {
    isWaking = true;
    while (waiting.length > 0) {
      // What one transaction made dirty is told one by one, before this.
      await new Promise(setImmediate);
      const keys = waiting;
      waiting = [];
      await Promise.all([wake(keys).catch(tell), rest()]);
    }
    isWaking = false;
  }

  return (keys) => {
    for (const key of keys) if (isOneMore(key)) waiting.push(key);
    if (!isWaking) void wakeWaiting();
  };
}
