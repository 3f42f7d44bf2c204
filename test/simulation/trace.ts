import { createHash } from "node:crypto";

import type { Timeline } from "./timeline.ts";

/** What happened, in order. Two runs in which the same happened have the same hash. */
export type Trace = {
  /** `exactly`: more of it, for the hash only. */
  tell(who: string, what: string, exactly?: unknown): void;
  readonly lines: readonly string[];
  hash(): string;
};

export function createTrace(timeline: Pick<Timeline, "nowMs">): Trace {
  const hash = createHash("sha256");
  const lines: string[] = [];
  return {
    lines,
    tell(who, what, exactly) {
      const line = `${(timeline.nowMs / 1000).toFixed(3).padStart(9)} ${who.padEnd(10)} ${what}`;
      lines.push(line);
      hash.update(`${line}${exactly === undefined ? "" : asText(exactly)}\n`);
    },
    hash: () => hash.copy().digest("hex").slice(0, 16),
  };
}

function asText(value: unknown): string {
  return JSON.stringify(value, (_, one: unknown) => (typeof one === "bigint" ? String(one) : one));
}
