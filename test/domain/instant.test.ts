import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";

import { instantOf, momentOf, parseInstant } from "../../src/domain/instant.ts";

describe("a date and time as accounting writes it", () => {
  it.each([
    ["2026-11-20T15:04:05Z", "2026-11-20T15:04:05.000000000Z"],
    ["2026-11-20T15:04:05.1Z", "2026-11-20T15:04:05.100000000Z"],
    ["2026-11-20T15:04:05.123456789Z", "2026-11-20T15:04:05.123456789Z"],
    ["2026-12-01T00:00:00-08:00", "2026-12-01T08:00:00.000000000Z"],
    ["2026-11-20t15:04:05z", "2026-11-20T15:04:05.000000000Z"],
    ["2028-02-29T23:59:59+14:00", "2028-02-29T09:59:59.000000000Z"],
  ])("%s is %s", (written, instant) => {
    expect(parseInstant(written)).toBe(instant);
  });

  it.each([
    "",
    "yesterday",
    "2026-11-20",
    "2026-11-20T15:04:05",
    "2026-11-20 15:04:05Z",
    "2026-02-30T00:00:00Z",
    "2026-13-01T00:00:00Z",
    "2026-11-20T25:00:00Z",
    "2026-11-20T15:04:60Z",
    "2026-11-20T15:04:05.1234567890Z",
    "+012026-11-20T15:04:05Z",
    "1700000000",
  ])("%j is none", (written) => {
    expect(parseInstant(written)).toBeUndefined();
  });

  it("sorts as text as it does in time, to the nanosecond", () => {
    const earlier = parseInstant("2026-11-20T16:00:00.000000001+01:00")!;
    const later = parseInstant("2026-11-20T15:00:00.000000002Z")!;

    expect(earlier < later).toBe(true);
  });

  it("of a moment has its milliseconds", () => {
    const moment = DateTime.fromISO("2026-11-20T15:04:05.678+02:00", { setZone: true });

    expect(instantOf(moment)).toBe("2026-11-20T13:04:05.678000000Z");
  });

  it("is the moment it was made of", () => {
    const moment = DateTime.fromISO("2026-11-20T15:04:05.678Z", { zone: "utc" });

    expect(momentOf(instantOf(moment)).toISO()).toBe(moment.toISO());
  });
});
