export type Repeating = { readonly isStopped: boolean; stop(): Promise<void> };

/**
 * Runs `once` again and again, `everyMs` after the last one ended; the first time at once, or after `firstMs`. What goes
 * wrong is told and tried again.
 */
export function repeat(
  everyMs: number,
  once: () => Promise<void>,
  tell: (err: unknown) => void,
  firstMs = 0,
): Repeating {
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();

  async function run(): Promise<void> {
    try {
      await once();
    } catch (err) {
      tell(err);
    }
    if (!isStopped) timer = setTimeout(start, everyMs);
  }

  function start(): void {
    running = run();
  }

  if (firstMs === 0) start();
  else timer = setTimeout(start, firstMs);
  return {
    get isStopped() {
      return isStopped;
    },
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
