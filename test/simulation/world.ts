import { DateTime } from "luxon";

import { seededRandom } from "../../src/sandbox/seeded-random.ts";
import { type Busy, createBusy } from "./busy.ts";
import { createLiveHolders, type LiveHolders } from "./live-holders.ts";
import type { PlantedBug } from "./planted-bugs.ts";
import { createQueue, type SimulatedQueue } from "./simulated-queue.ts";
import { beginning, type SimulatedStore } from "./simulated-store.ts";
import { createZendesk, type SimulatedZendesk } from "./simulated-zendesk.ts";
import { createTimeline, type Process, type Timeline } from "./timeline.ts";
import { createTrace, type Trace } from "./trace.ts";
import { createWeather, type Weather } from "./weather.ts";

/** All that one seed decides, and all that its processes have in common. */
export type World = {
  readonly dice: () => number;
  readonly timeline: Timeline;
  readonly trace: Trace;
  readonly weather: Weather;
  readonly store: SimulatedStore;
  readonly queue: SimulatedQueue;
  readonly zendesk: SimulatedZendesk;
  readonly holders: LiveHolders;
  readonly busy: Busy;
  /** So many clients or fewer are looked at one by one, instead of by bulk jobs. */
  readonly fewAtMost: number;
  readonly bug: PlantedBug | undefined;
  /** Whatever the processes met that they should not have met. */
  readonly problems: string[];
};

export function createWorld(seed: number, store: SimulatedStore, bug: PlantedBug | undefined): World {
  const dice = seededRandom(seed);
  const timeline = createTimeline();
  const trace = createTrace(timeline);
  const weather = createWeather(dice);
  const common = { dice, timeline, trace, weather };
  const queue = createQueue(common);
  return {
    ...common,
    store,
    queue,
    zendesk: createZendesk({ ...common, queue }),
    holders: createLiveHolders(timeline),
    busy: createBusy(),
    fewAtMost: Math.floor(dice() * 4),
    bug,
    problems: [],
  };
}

export function momentOf(timelineMs: number): DateTime {
  return DateTime.fromMillis(beginning + timelineMs, { zone: "utc" });
}

/** What a process would log. */
export function tellError({ trace }: World, { name }: Process, err: unknown): void {
  trace.tell(name, String(err));
}
