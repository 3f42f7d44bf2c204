import { describe, expect, it } from "vitest";

import { createProgress } from "../../src/cli/progress.ts";
import type { Pending } from "../../src/store/clients/client-progress.ts";

/** Shows each of these, a second after the other; answers what was printed. */
function shown(isTerminal: boolean, all: readonly (Pending | undefined)[]): string[] {
  const lines: string[] = [];
  let now = 0;
  const io = { err: (line: string) => void lines.push(line), isTerminal } as Parameters<
    typeof createProgress
  >[1];
  const progress = createProgress(1000, io, () => now, "client");
  for (const pending of all) {
    now += 1000;
    progress.show(pending);
  }
  return lines;
}

const left = (count: number, causes: Pending["causes"] = []): Pending => ({ count, causes });

describe("progress", () => {
  it("is a bar on a terminal that takes the place of the one before", () => {
    expect(shown(true, [left(1000), left(500), left(500), left(0)])).toEqual([
      `${"░".repeat(30)} 0 of 1,000 clients`,
      `\u{1b}[1A\u{1b}[2K${"█".repeat(15)}${"░".repeat(15)} 500 of 1,000 clients, about 2 s left`,
      `\u{1b}[1A\u{1b}[2K${"█".repeat(15)}${"░".repeat(15)} 500 of 1,000 clients, about 3 s left`,
      `\u{1b}[1A\u{1b}[2K${"█".repeat(30)} 1,000 of 1,000 clients`,
    ]);
  });

  it("is a line every few seconds elsewhere, and one at the end", () => {
    const pendings = [...Array.from({ length: 7 }, (_, index) => left(900 - 100 * index)), left(0)];

    expect(shown(false, pendings)).toEqual([
      "100 of 1,000 clients, about 9 s left",
      "600 of 1,000 clients, about 4 s left",
      "1,000 of 1,000 clients",
    ]);
  });

  it("says what clients wait for, and when the database is away", () => {
    const waiting = left(1000, [{ cause: "throttled", count: 900 }]);

    expect(shown(true, [waiting, undefined])).toEqual([
      `${"░".repeat(30)} 0 of 1,000 clients (waiting: 900 throttled)`,
      `\u{1b}[1A\u{1b}[2K${"░".repeat(30)} the database does not answer; still asking`,
    ]);
  });
});
