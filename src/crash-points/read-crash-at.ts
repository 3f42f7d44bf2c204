import { type CrashPointName, crashPointNames } from "./crash-point-names.ts";

/** How likely the process dies each time it passes the point: 0 to 1. */
export type CrashChances = ReadonlyMap<CrashPointName, number>;

/** Reads `NAME:CHANCE,NAME:CHANCE`, and says what cannot be read. */
export function readCrashAt(text: string): {
  readonly chances: CrashChances;
  readonly problems: readonly string[];
} {
  const chances = new Map<CrashPointName, number>();
  const problems: string[] = [];
  for (const part of text.split(",")) {
    const [written = "", chance = ""] = part.trim().split(/:(.*)/s);
    const name = crashPointNames.find((one) => one === written);
    if (name === undefined) {
      problems.push(`there is no crash point "${written}"; there are ${crashPointNames.join(", ")}`);
    } else if (chances.has(name)) problems.push(`${name} has two chances`);
    else if (isChance(chance)) chances.set(name, Number(chance));
    else {
      problems.push(`the chance of ${name} must be a number from 0 to 1, as in ${name}:0.2, not "${chance}"`);
    }
  }
  return { chances, problems };
}

function isChance(text: string): boolean {
  return /^\d*\.?\d+$/.test(text) && Number(text) <= 1;
}
