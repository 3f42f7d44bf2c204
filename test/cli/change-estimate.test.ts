import { expect, it } from "vitest";

import { estimateChange } from "../../src/cli/change-estimate.ts";

it.each([
  [0, 0, 0, 0],
  [1, 0, 5, 10],
  [100, 250, 14, 20],
  [1000, 20_000, 650, 530],
  [5000, 0, 250, 130],
])(
  "%i organizations and %i tickets take %i calls and %i seconds",
  (organizations, tickets, calls, seconds) => {
    expect(estimateChange(organizations, tickets, 0.75)).toEqual({
      calls,
      callsPerMinute: 120,
      ms: seconds * 1000,
    });
  },
);
