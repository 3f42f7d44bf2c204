import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";

import { lastDueAt } from "../../../src/domain/clients/full-compare.ts";

describe("the daily comparison was last due", () => {
  it.each([
    ["this morning", "02:00", "UTC", "2026-11-20T15:00:00Z", "2026-11-20T02:00:00.000Z"],
    [
      "yesterday, before its time has come",
      "02:00",
      "UTC",
      "2026-11-20T01:59:59Z",
      "2026-11-19T02:00:00.000Z",
    ],
    ["this very moment", "02:00", "UTC", "2026-11-20T02:00:00Z", "2026-11-20T02:00:00.000Z"],
    [
      "by the clocks of its zone",
      "02:30",
      "America/Los_Angeles",
      "2026-11-20T09:00:00Z",
      "2026-11-19T10:30:00.000Z",
    ],
    [
      "after the gap when clocks go forward",
      "02:30",
      "Europe/Berlin",
      "2026-03-29T12:00:00Z",
      "2026-03-29T01:30:00.000Z",
    ],
    [
      "the first of the two times that it is two o'clock",
      "02:00",
      "Europe/Berlin",
      "2026-10-25T12:00:00Z",
      "2026-10-25T00:00:00.000Z",
    ],
    [
      "at the first of them, while the second is to come",
      "02:00",
      "Europe/Berlin",
      "2026-10-25T00:30:00Z",
      "2026-10-25T00:00:00.000Z",
    ],
  ])("%s", (_, at, timeZone, now, due) => {
    const compare = { at, timeZone, onManualEdit: "restore", onDeleted: "restore" } as const;

    expect(lastDueAt(compare, DateTime.fromISO(now)).toUTC().toISO()).toBe(due);
  });
});
