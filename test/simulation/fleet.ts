import { type SimulatedHttp, startHttp } from "./simulated-http.ts";
import { startWorker } from "./simulated-worker.ts";
import { stopProcess } from "./stop-process.ts";
import { aProcess, type Process, theWorld } from "./timeline.ts";
import type { World } from "./world.ts";

/** Where a process of the service runs, one after the other. */
type Place = { readonly name: string; process: Process; http?: SimulatedHttp };

/** Two processes for http and two for work, as chaos has them. */
export type Fleet = {
  anyHttp(): { readonly process: Process; readonly http: SimulatedHttp };
  /** Kills one, and starts it again after a while. */
  killAny(): void;
  stopAny(): void;
};

/** How far the clock of a process may be off (milliseconds). */
const mostSkewMs = 2000;

export function startFleet(world: World): Fleet {
  const { dice, timeline, weather, trace, queue } = world;

  function start(place: Place): void {
    const skewMs = weather.faults.has("skew") ? Math.round((dice() * 2 - 1) * mostSkewMs) : 0;
    place.process = aProcess(place.name, skewMs);
    if (place.http === undefined) timeline.after(0, place.process, () => startWorker(place.process, world));
    else place.http = startHttp(place.process, world);
  }

  const https = ["http-1", "http-2"].map((name) => ({ name, process: theWorld, http: {} as SimulatedHttp }));
  const workers: Place[] = ["worker-1", "worker-2"].map((name) => ({ name, process: theWorld }));
  const places: Place[] = [...https, ...workers];
  for (const place of places) start(place);

  const any = <Item>(items: readonly Item[]): Item => items[Math.floor(dice() * items.length)]!;

  /** Most disasters strike a worker in the middle of an attempt. */
  function victim(): Place {
    const busy = new Set(world.busy.list());
    const atWork = places.filter(({ process }) => busy.has(process));
    return any(atWork.length > 0 && dice() < 0.9 ? atWork : places);
  }

  return {
    anyHttp: () => any(https),
    killAny() {
      const place = victim();
      if (place.process.isKilled) return;
      trace.tell(place.name, "is killed");
      place.process.isKilled = true;
      queue.silent(place.process);
      timeline.after(500 + dice() * 5000, theWorld, () => {
        trace.tell(place.name, "starts again");
        start(place);
      });
    },
    stopAny() {
      stopProcess(victim().process, world);
    },
  };
}
