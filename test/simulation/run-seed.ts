import { type Fleet, startFleet } from "./fleet.ts";
import { judgeWorld } from "./judge-world.ts";
import { pinTimers } from "./pin-timers.ts";
import type { PlantedBug } from "./planted-bugs.ts";
import { startSender } from "./simulated-sender.ts";
import type { SimulatedStore } from "./simulated-store.ts";
import { theWorld } from "./timeline.ts";
import { createWorld, type World } from "./world.ts";

export type SeedResult = {
  readonly seed: number;
  /** In words; none when all is well. */
  readonly problems: readonly string[];
  readonly steps: number;
  readonly simulatedMs: number;
  /** The same for the same seed. */
  readonly hash: string;
  readonly trace: readonly string[];
};

/** Processes are struck so long, other faults go on longer; what was stopped last goes on within half a minute after. */
const struckWithinMs = 20_000;
const clearsUpAfterMs = 30_000;
const lookedAtEveryMs = 5_000;

/** The longest wait between two attempts is five minutes, and an attempt late in a row has had worse luck than any here. */
const restWithinMs = 30 * 60_000;

/** One world from its beginning to its rest. */
export async function runSeed(seed: number, store: SimulatedStore, bug?: PlantedBug): Promise<SeedResult> {
  const world = createWorld(seed, store, bug);
  using _ = pinTimers(world.timeline);
  await store.begin();
  try {
    const problems = await live(world);
    const { timeline, trace } = world;
    return {
      seed,
      problems,
      steps: timeline.steps,
      simulatedMs: timeline.nowMs,
      hash: trace.hash(),
      trace: trace.lines,
    };
  } finally {
    await store.end();
  }
}

async function live(world: World): Promise<readonly string[]> {
  const { timeline, weather } = world;
  const fleet = startFleet(world);
  const sender = startSender(world, fleet);
  strike(world, fleet);
  await timeline.runUntil(clearsUpAfterMs);
  weather.clearUp();
  world.trace.tell("world", "it clears up");
  for (;;) {
    await timeline.runUntil(timeline.nowMs + lookedAtEveryMs);
    const verdict = await judgeWorld(world, sender);
    if (verdict.isAtRest || timeline.nowMs >= restWithinMs) return verdict.problems;
  }
}

function strike(world: World, fleet: Fleet): void {
  const { dice, timeline, weather, queue, trace, busy } = world;
  const flush = (): void => {
    trace.tell("queue", "is wiped");
    queue.flush();
  };
  const whenBusy = (happens: () => void): void => {
    if (busy.list().length > 0) happens();
    else if (timeline.nowMs < clearsUpAfterMs)
      timeline.after(dice() * 100, theWorld, () => whenBusy(happens));
  };
  for (const [fault, happens] of [
    ["kill", () => fleet.killAny()],
    ["stop", () => fleet.stopAny()],
    ["flush", flush],
  ] as const) {
    if (!weather.faults.has(fault)) continue;
    const times = 1 + Math.floor(dice() * 2);
    for (let time = 0; time < times; time += 1) {
      timeline.after(dice() * struckWithinMs, theWorld, () => whenBusy(happens));
    }
  }
}
