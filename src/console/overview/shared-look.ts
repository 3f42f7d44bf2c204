import type { Overview, Overviews } from "../../operations/overview.ts";

export type SharedLook = {
  /** Tells of each look from now on until what it answers is called; `undefined`: it could not be looked. */
  watch(see: (overview: Overview | undefined) => void): () => void;
};

/** How often the overview is looked at while anybody watches, however many do (milliseconds). */
const lookEveryMs = 2000;

/** One look for all who watch. */
export function shareLook(overview: Overviews): SharedLook {
  const watchers = new Set<(overview: Overview | undefined) => void>();
  let timer: NodeJS.Timeout | undefined;

  async function look(): Promise<void> {
    const seen = await overview.look().catch(() => undefined);
    for (const see of watchers) see(seen);
    timer = watchers.size > 0 ? setTimeout(() => void look(), lookEveryMs) : undefined;
  }

  return {
    watch(see) {
      watchers.add(see);
      timer ??= setTimeout(() => void look(), lookEveryMs);
      return () => {
        watchers.delete(see);
      };
    },
  };
}
