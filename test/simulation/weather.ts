export type DatabaseFate = "well" | "away" | "answer-lost";
export type WakeFate = "well" | "lost" | "doubled";
export type CallFate =
  | "well"
  | "refused"
  | "throttled"
  | "throttled-key"
  | "access-lost"
  | "bad-answer"
  | "answer-lost";

const faults = [
  "database-away",
  "database-answer-lost",
  "wake-lost",
  "wake-doubled",
  "refused",
  "throttled",
  "throttled-key",
  "access-lost",
  "bad-answer",
  "answer-lost",
  "slow",
  "kill",
  "stop",
  "flush",
  "skew",
] as const;

/** Kinds of faults: each world suffers from some of them, so that rare ones meet undisturbed. */
export type Fault = (typeof faults)[number];

/** What goes wrong, and how long things take, until it clears up. */
export type Weather = {
  readonly faults: ReadonlySet<Fault>;
  databaseLatencyMs(): number;
  databaseFate(): DatabaseFate;
  queueLatencyMs(): number;
  wakeFate(): WakeFate;
  callLatencyMs(): number;
  callFate(): CallFate;
  /** Between deciding to call and calling: what it meant to write may be old when it goes on. */
  isStoppedOnTheWay(): boolean;
  clearUp(): void;
};

const chances: Readonly<Record<Exclude<CallFate, "well">, number>> = {
  refused: 0.08,
  throttled: 0.02,
  "throttled-key": 0.05,
  "access-lost": 0.005,
  "bad-answer": 0.05,
  "answer-lost": 0.1,
};

/** One world in eight has fine weather all the time. */
const fine = 1 / 8;

export function createWeather(dice: () => number): Weather {
  const share = dice() < fine ? 0 : dice();
  const suffered = new Set<Fault>(faults.filter(() => dice() < share));
  let isClear = false;

  function strikes(fault: Fault, chance: number): boolean {
    return !isClear && suffered.has(fault) && dice() < chance;
  }

  /** Most of the time quick; now and then as slow as `slowestMs`. */
  function latency(usualMs: number, slowestMs: number): number {
    return strikes("slow", 0.08) ? dice() * slowestMs : (0.5 + dice()) * usualMs;
  }

  return {
    faults: suffered,
    databaseLatencyMs: () => latency(4, 4000),
    databaseFate() {
      if (strikes("database-away", 0.03)) return "away";
      return strikes("database-answer-lost", 0.03) ? "answer-lost" : "well";
    },
    queueLatencyMs: () => latency(5, 3000),
    wakeFate() {
      if (strikes("wake-lost", 0.3)) return "lost";
      return strikes("wake-doubled", 0.3) ? "doubled" : "well";
    },
    callLatencyMs: () => latency(100, 6000),
    callFate() {
      const fates = Object.keys(chances) as (keyof typeof chances)[];
      return fates.find((fate) => strikes(fate, chances[fate])) ?? "well";
    },
    isStoppedOnTheWay: () => strikes("stop", 0.06),
    clearUp() {
      isClear = true;
    },
  };
}
