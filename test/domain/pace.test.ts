import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";

import { earliestTicketWriteAt, earliestWriteAt } from "../../src/domain/pace.ts";

const at = (time: string): DateTime => DateTime.fromISO(`2026-11-20T${time}Z`, { zone: "utc" });

describe("an organization may next be written", () => {
  it.each([
    ["at once when it never was", [], "15:00:00"],
    ["at once when the last write is long ago", ["14:59:00"], "15:00:00"],
    ["three seconds after the last write, so that a burst gathers", ["14:59:59"], "15:00:02"],
    ["three seconds after the last of three", ["14:59:10", "14:59:20", "14:59:59"], "15:00:02"],
    [
      "a minute after the first of four in a minute",
      ["14:59:10", "14:59:20", "14:59:30", "14:59:59"],
      "15:00:11",
    ],
    [
      "by the last four, whatever was before",
      ["14:50:00", "14:51:00", "14:52:00", "14:53:00", "14:59:59"],
      "15:00:02",
    ],
    [
      "by the last four, in whatever order they are kept",
      ["14:59:59", "14:59:10", "14:59:30", "14:59:20"],
      "15:00:11",
    ],
  ])("%s", (_, writes, expected) => {
    const now = at("15:00:00");

    const earliest = earliestWriteAt(writes.map(at), now);

    expect(DateTime.max(earliest, now).toISO()).toBe(at(expected).toISO());
  });
});

describe("a ticket may next be written", () => {
  const nine = [
    "14:51:00",
    "14:52:00",
    "14:53:00",
    "14:54:00",
    "14:55:00",
    "14:56:00",
    "14:57:00",
    "14:58:00",
    "14:59:00",
  ];

  it.each([
    ["at once when it never was", [], "15:00:00"],
    ["at once after nine writes in ten minutes", nine, "15:00:00"],
    ["ten minutes after the first of ten", ["14:50:30", ...nine], "15:00:31"],
    [
      "ten minutes after the tenth last, in whatever order they are kept",
      [...nine, "14:50:30", "14:10:00"],
      "15:00:31",
    ],
    ["at once when ten writes are long ago", ["14:40:00", ...nine], "15:00:00"],
  ])("%s", (_, writes, expected) => {
    const now = at("15:00:00");

    const earliest = earliestTicketWriteAt(writes.map(at), now);

    expect(DateTime.max(earliest, now).toISO()).toBe(at(expected).toISO());
  });
});
