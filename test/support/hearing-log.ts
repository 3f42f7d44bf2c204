import { type Logger, pino } from "pino";

/** A log that can be read afterwards. */
export function hearingLog(): {
  readonly log: Logger;
  readonly text: () => string;
  readonly lines: () => Line[];
} {
  let text = "";
  const log = pino({ level: "trace", base: null }, { write: (line: string) => void (text += line) });
  return {
    log,
    text: () => text,
    lines: () =>
      text
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => JSON.parse(line) as Line),
  };
}

export type Line = Readonly<Record<string, unknown>>;
