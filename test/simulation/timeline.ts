/** A process of the simulated world. Killed, it does nothing any more; stopped, it goes on later as if nothing had been. */
export type Process = {
  readonly name: string;
  /** How far its clock is from that of the others (milliseconds). */
  readonly skewMs: number;
  isKilled: boolean;
  stoppedUntilMs: number;
};

/**
 * The only clock, and the only thing that makes anything happen: one event after the other, each of them finished before
 * the next begins. So the same events follow from the same dice.
 */
export type Timeline = {
  /** Since the world began. */
  readonly nowMs: number;
  readonly steps: number;
  /** The process that the present event happens to. */
  readonly running: Process;
  /** Answers how to call it off. */
  after(delayMs: number, process: Process, happens: () => unknown): () => void;
  runUntil(untilMs: number): Promise<void>;
};

type Event = {
  atMs: number;
  readonly process: Process;
  readonly happens: () => unknown;
  isOff: boolean;
};

export function aProcess(name: string, skewMs = 0): Process {
  return { name, skewMs, isKilled: false, stoppedUntilMs: 0 };
}

/** Nobody's: what the world itself does. */
export const theWorld = aProcess("world");

/** Node.js empties its queue of promises before the next tick: whoever can go on without another event has done so. */
async function settled(): Promise<void> {
  await new Promise<void>((resolve) => process.nextTick(resolve));
}

export function createTimeline(): Timeline {
  const events: Event[] = [];
  let nowMs = 0;
  let steps = 0;
  let running = theWorld;

  /** Behind those of the same moment. */
  function insert(event: Event): void {
    const place = events.findLastIndex(({ atMs }) => atMs <= event.atMs);
    events.splice(place + 1, 0, event);
  }

  async function happen(event: Event): Promise<void> {
    const { process: whose, happens } = event;
    if (event.isOff || whose.isKilled) return;
    if (whose.stoppedUntilMs > event.atMs) {
      event.atMs = whose.stoppedUntilMs;
      insert(event);
      return;
    }
    nowMs = event.atMs;
    running = whose;
    steps += 1;
    await happens();
    await settled();
  }

  return {
    get nowMs() {
      return nowMs;
    },
    get steps() {
      return steps;
    },
    get running() {
      return running;
    },
    after(delayMs, process, happens) {
      const event = { atMs: nowMs + Math.max(0, Math.round(delayMs)), process, happens, isOff: false };
      insert(event);
      return () => {
        event.isOff = true;
      };
    },
    async runUntil(untilMs) {
      while (events[0] && events[0].atMs <= untilMs) await happen(events.shift()!);
      nowMs = untilMs;
      running = theWorld;
    },
  };
}
