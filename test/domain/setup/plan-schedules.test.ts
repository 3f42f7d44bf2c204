import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";

import type { LiveSchedule } from "../../../src/domain/setup/live-account.ts";
import { planSchedules } from "../../../src/domain/setup/plan-schedules.ts";
import type { Schedule } from "../../../src/domain/hours/schedule.ts";
import { aServiceLevel } from "../../support/builders.ts";
import { aLiveSchedule } from "./setup-world.ts";
import { aCatalogue } from "../tickets/ticket-world.ts";

const options = { isPruning: false, now: DateTime.fromISO("2026-11-20T15:00:00Z") };
const office: Schedule = {
  name: "Office",
  timeZone: "America/Los_Angeles",
  intervals: {
    sat: [{ fromMinute: 1200, toMinute: 1440 }],
    sun: [{ fromMinute: 0, toMinute: 120 }],
    mon: [
      { fromMinute: 540, toMinute: 720 },
      { fromMinute: 720, toMinute: 1020 },
    ],
  },
  holidays: [],
};
const intervals = [
  { start: 0, end: 120 },
  { start: 1980, end: 2160 },
  { start: 2160, end: 2460 },
  { start: 9840, end: 10080 },
];
const workweek = {
  intervals: intervals.map(({ start, end }) => ({ start_time: start, end_time: end })),
};

function planWith(schedules: readonly LiveSchedule[], wanted = office) {
  return planSchedules(aCatalogue({ schedules: [wanted] }), { schedules }, options);
}

describe("a schedule", () => {
  it("is made with its hours, which have a request of their own", () => {
    const other = aLiveSchedule({ name: "Theirs" });

    expect(planWith([other])).toEqual({
      steps: [
        {
          id: "schedule Office",
          resource: "schedule",
          action: "create",
          name: "schedule Office",
          changes: [
            { field: "time zone", before: null, after: "Pacific Time (US & Canada)" },
            {
              field: "hours",
              before: null,
              after: ["Sun 00:00-02:00", "Mon 09:00-12:00", "Mon 12:00-17:00", "Sat 20:00-24:00"],
            },
          ],
          requests: [
            {
              method: "POST",
              path: "/business_hours/schedules",
              body: { schedule: { name: "Office", time_zone: "Pacific Time (US & Canada)" } },
            },
            {
              method: "PUT",
              path: "/business_hours/schedules/{$id:schedule Office}/workweek",
              body: { workweek },
            },
          ],
          undo: [{ method: "DELETE", path: "/business_hours/schedules/{$id:schedule Office}" }],
        },
      ],
      notes: [],
    });
  });

  it.each<[string, LiveSchedule["intervals"]]>([
    ["cut in the same way", intervals],
    ["in another order", intervals.toReversed()],
    [
      "cut in another way",
      [
        { start: 0, end: 120 },
        { start: 1980, end: 2460 },
        { start: 9840, end: 10080 },
      ],
    ],
  ])("needs nothing when it is open at the same time, %s", (_, same) => {
    expect(planWith([aLiveSchedule({ intervals: same })]).steps).toEqual([]);
  });

  it("gets its hours back, and nothing else", () => {
    const [step] = planWith([aLiveSchedule({ intervals: [{ start: 1980, end: 2460 }] })]).steps;

    expect(step).toMatchObject({
      action: "update",
      changes: [{ field: "hours", before: ["Mon 09:00-17:00"] }],
      requests: [{ method: "PUT", path: "/business_hours/schedules/70/workweek", body: { workweek } }],
      undo: [{ body: { workweek: { intervals: [{ start_time: 1980, end_time: 2460 }] } } }],
    });
  });

  it("gets its time zone back, and nothing else", () => {
    const [step] = planWith([aLiveSchedule({ intervals, timeZone: "Berlin" })]).steps;
    const put = (time_zone: string) => ({
      method: "PUT",
      path: "/business_hours/schedules/70",
      body: { schedule: { name: "Office", time_zone } },
    });

    expect(step?.requests).toEqual([put("Pacific Time (US & Canada)")]);
    expect(step?.undo).toEqual([put("Berlin")]);
  });
});

describe("the schedule of a service level", () => {
  const berlin: Schedule = { ...office, name: "Berlin", timeZone: "Europe/Berlin" };
  const level = (hours: "business" | "calendar") =>
    aServiceLevel("SMB", "smb", {
      schedule: "Berlin",
      targetMinutes: { first_reply_time: { urgent: 15 } },
      hours: { urgent: hours, high: "business", normal: "business", low: "business" },
    });
  const notesFor = (hours: "business" | "calendar", schedules: readonly LiveSchedule[]) =>
    planSchedules(
      aCatalogue({ schedules: [office, berlin], serviceLevels: [level(hours)] }),
      { schedules },
      options,
    ).notes;

  it("is not what Zendesk takes by itself unless it is the account's first", () => {
    const note =
      "business hours of SMB are those of schedule Berlin: " +
      "Zendesk takes those of Office unless a trigger sets the schedule of the ticket";

    expect(notesFor("business", [])).toEqual([note]);
    expect(notesFor("business", [aLiveSchedule({ name: "Berlin" }), aLiveSchedule()])).toEqual([]);
  });

  it("does not matter to targets that count around the clock", () => {
    expect(notesFor("calendar", [])).toEqual([]);
  });
});
