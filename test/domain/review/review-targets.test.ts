import { describe, expect, it } from "vitest";

import type { Catalogue, ServiceLevel } from "../../../src/domain/catalogue/catalogue.ts";
import type { HoursByPriority, Metric, MinutesByPriority } from "../../../src/domain/catalogue/target.ts";
import { basic, byPriority, complete, gold, office, troublesOf } from "./review-world.ts";

const business = gold.hours;
const calendar: HoursByPriority = {
  urgent: "calendar",
  high: "calendar",
  normal: "calendar",
  low: "calendar",
};

/** Both levels promise the same resolution; first replies are what the test is about. */
function firstReplies(
  ofGold: [MinutesByPriority, HoursByPriority?],
  ofBasic: [MinutesByPriority, HoursByPriority?],
): string[] {
  const level = (one: ServiceLevel, [minutes, hours = business]: typeof ofGold): ServiceLevel => ({
    ...one,
    hours,
    coverage: { kind: "around-the-clock" },
    targetMinutes: { first_reply_time: minutes },
    objectives: [],
    warnings: [],
    escalations: [],
  });
  return messagesOf({ serviceLevels: [level(gold, ofGold), level(basic, ofBasic)] });
}

function messagesOf(other: Partial<Catalogue>): string[] {
  return troublesOf(other)
    .filter(([, topic, , message]) => topic === "targets" && message !== "no target for a resolution")
    .map(([status, , level, message, mend]) => `${status} ${level}: ${message} (${mend})`);
}

describe("targets", () => {
  it.each<[string, string[], string[]]>([
    ["are sound when all are the same", firstReplies([byPriority], [byPriority]), []],
    [
      "are missing for some priorities",
      firstReplies([{ urgent: 60, high: 60 }], [{ urgent: 60 }]),
      [
        "missing Gold: no target for a first reply for normal, low (service_levels › Gold › targets › first_reply_time)",
        "missing Basic: no target for a first reply for high, normal, low (service_levels › Basic › targets › first_reply_time)",
      ],
    ],
    [
      "of a premium level are not slower",
      firstReplies([{ ...byPriority, urgent: 90 }], [byPriority]),
      [
        "inconsistent Gold: first_reply_time: urgent takes 1 business hour 30 minutes, for Basic only 1 business hour (service_levels › Gold › targets › first_reply_time › urgent)",
      ],
    ],
    [
      "of a premium level are there where a basic one has some",
      firstReplies([{ urgent: 60, high: 120, normal: 240 }], [byPriority]),
      [
        "missing Gold: no target for a first reply for low (service_levels › Gold › targets › first_reply_time)",
        "inconsistent Gold: first_reply_time: nothing is promised for low, but it is to Basic (service_levels › Gold › targets › first_reply_time › low)",
      ],
    ],
    [
      "of the more urgent are not slower",
      firstReplies([{ ...byPriority, urgent: 150 }], [{ ...byPriority, urgent: 150 }]),
      [
        "inconsistent Gold: first_reply_time: urgent takes 2 business hours 30 minutes, high only 2 business hours (service_levels › Gold › targets › first_reply_time › urgent)",
        "inconsistent Basic: first_reply_time: urgent takes 2 business hours 30 minutes, high only 2 business hours (service_levels › Basic › targets › first_reply_time › urgent)",
      ],
    ],
    [
      "around the clock beat as many business hours",
      firstReplies([byPriority, { ...business, urgent: "calendar" }], [byPriority]),
      [],
    ],
    [
      "around the clock beat fewer business hours that may lie behind a weekend",
      firstReplies(
        [
          { ...byPriority, urgent: 120 },
          { ...business, urgent: "calendar" },
        ],
        [byPriority],
      ),
      [],
    ],
    [
      "in business hours lose to more hours around the clock, as a weekend may lie between",
      firstReplies(
        [byPriority],
        [
          { ...byPriority, urgent: 119 },
          { ...business, urgent: "calendar" },
        ],
      ),
      [
        "inconsistent Gold: first_reply_time: urgent takes 1 business hour, at worst 64 hours, for Basic only 1 hour 59 minutes around the clock (service_levels › Gold › targets › first_reply_time › urgent)",
      ],
    ],
    [
      "all around the clock are compared as they are",
      firstReplies([{ ...byPriority, urgent: 61 }, calendar], [byPriority, calendar]),
      [
        "inconsistent Gold: first_reply_time: urgent takes 1 hour 1 minute, for Basic only 1 hour (service_levels › Gold › targets › first_reply_time › urgent)",
      ],
    ],
  ])("%s", (_, found, expected) => {
    expect(found).toEqual(expected);
  });

  it("in the hours of an office that never opens are the slowest", () => {
    const [never, always] = [{ ...office, name: "Never", intervals: {} }, office];

    expect(
      messagesOf({
        schedules: [always, never],
        serviceLevels: [{ ...gold, schedule: "Never" }, basic],
      })[0],
    ).toBe(
      "inconsistent Gold: first_reply_time: urgent takes 1 business hour of a schedule that hardly opens, for Basic only 1 business hour, at worst 64 hours (service_levels › Gold › targets › first_reply_time › urgent)",
    );
  });

  it("are compared as in a week without holidays", () => {
    const winter = { name: "Winter", from: "2026-01-01", to: "2026-03-31" };

    expect(
      messagesOf({
        schedules: [{ ...office, holidays: [winter, ...office.holidays] }],
        serviceLevels: [gold, { ...basic, hours: calendar }],
      })[0],
    ).toContain("urgent takes 1 business hour, at worst 64 hours, for Basic only 1 hour around the clock");
  });

  it.each<Metric>(["total_resolution_time", "requester_wait_time", "agent_work_time"])(
    "may measure the resolution by %s",
    (metric) => {
      const serviceLevels = complete.serviceLevels.map((level) => ({
        ...level,
        targetMinutes: { first_reply_time: byPriority, [metric]: byPriority },
      }));

      expect(troublesOf({ serviceLevels }).filter(([, topic]) => topic === "targets")).toEqual([]);
    },
  );
});
