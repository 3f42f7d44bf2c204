import { count } from "./count.ts";

export type Axis = {
  /** What is counted, with its unit. */
  readonly label: string;
  readonly scale: "linear" | "log";
  /** What is written along it; default: round numbers. */
  readonly ticks?: readonly Tick[];
};

export type Tick = { readonly at: number; readonly label: string };

/** An axis for some values: where a value lies, from 0 to 1, and what is written along it. */
export type Scaled = { readonly place: (value: number) => number; readonly ticks: readonly Tick[] };

const ticksAbout = 5;

export function scaleAxis({ scale, ticks }: Axis, values: readonly number[]): Scaled {
  const all = [...values, ...(ticks ?? []).map(({ at }) => at)];
  return scale === "log" ? logarithmic(all, ticks) : linear(all, ticks);
}

/** From zero, so that a difference looks no larger than it is. */
function linear(values: readonly number[], given: readonly Tick[] | undefined): Scaled {
  const step = roundStep(Math.max(...values) / ticksAbout);
  const highest = Math.ceil(Math.max(...values) / step) * step;
  const steps = Array.from({ length: Math.round(highest / step) + 1 }, (_, index) => index * step);
  return { place: (value) => value / highest, ticks: given ?? steps.map(labelled) };
}

/** From a power of ten to a power of ten. */
function logarithmic(values: readonly number[], given: readonly Tick[] | undefined): Scaled {
  const powers = values.filter((value) => value > 0).map(Math.log10);
  const lowest = given ? Math.min(...powers) : Math.floor(Math.min(...powers));
  const highest = given ? Math.max(...powers) : Math.max(lowest + 1, Math.ceil(Math.max(...powers)));
  const tens = Array.from({ length: Math.round(highest - lowest) + 1 }, (_, index) => 10 ** (lowest + index));
  return {
    place: (value) => (Math.log10(value) - lowest) / (highest - lowest),
    ticks: given ?? tens.map(labelled),
  };
}

/** 1, 2 or 5 times a power of ten, not below `least`. */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return power * ([1, 2, 5, 10].find((times) => times * power >= least) ?? 10);
}

function labelled(at: number): Tick {
  return { at, label: at < 1 ? String(Number(at.toPrecision(2))) : count(at) };
}
