import type { CrashPointName } from "./crash-point-names.ts";
import type { CrashChances } from "./read-crash-at.ts";

export type CrashMeans = {
  /** 0 to 1, without 1. */
  readonly random: () => number;
  /** Ends this process at once, with nothing tidied up. */
  readonly crash: (name: CrashPointName) => void;
};

let strike: ((name: CrashPointName) => void) | undefined;

/** Does nothing, unless this point was armed: then the process may die here. */
export function crashPoint(name: CrashPointName): void {
  strike?.(name);
}

/** From now on the process dies at each point with its chance. */
export function armCrashPoints(chances: CrashChances, { random, crash }: CrashMeans): void {
  strike = (name) => {
    const chance = chances.get(name);
    if (chance !== undefined && random() < chance) crash(name);
  };
}
