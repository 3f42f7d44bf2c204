import { describe, expect, it } from "vitest";

import { read, smallest } from "./reading.ts";

describe("catching up", () => {
  it("happens every five minutes and begins at the beginning, unless said otherwise", () => {
    expect(read(smallest).catchUp).toEqual({ everyMinutes: 5, since: null });
  });

  it.each([
    ["2026-01-01", "2026-01-01T00:00:00.000000000Z"],
    ["2026-11-20T15:04:05+01:00", "2026-11-20T14:04:05.000000000Z"],
  ])("may begin at %s", (since, instant) => {
    expect(read(`${smallest}catch_up: { every_minutes: 60, since: ${since} }\n`).catchUp).toEqual({
      everyMinutes: 60,
      since: instant,
    });
  });
});
