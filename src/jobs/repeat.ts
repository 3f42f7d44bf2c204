export type Repeating = { stop(): Promise<void> };

/** Runs `once` again and again, `everyMs` after the last one ended. What goes wrong is told and tried again. */
export function repeat(everyMs: number, once: () => Promise<void>, tell: (err: unknown) => void): Repeating {
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

  start();
  return {
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
