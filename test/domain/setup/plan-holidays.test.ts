import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";

import type { LiveHoliday } from "../../../src/domain/setup/live-account.ts";
import { planHolidays } from "../../../src/domain/setup/plan-holidays.ts";
import type { Holiday } from "../../../src/domain/hours/schedule.ts";
import { aLiveSchedule } from "./setup-world.ts";

const now = DateTime.fromISO("2026-11-27T04:00:00Z");
const path = "/business_hours/schedules/70/holidays";
const christmas: Holiday = { name: "Christmas", from: "2026-12-24", to: "2026-12-25" };

function live(name: string, startDate: string, endDate = startDate, id = 700): LiveHoliday {
  return { id, name, startDate, endDate };
}

function planWith(wanted: readonly Holiday[], holidays: readonly LiveHoliday[], isPruning = false) {
  const schedule = { name: "Office", timeZone: "America/Los_Angeles", intervals: {}, holidays: wanted };
  return planHolidays(schedule, aLiveSchedule({ holidays }), { isPruning, now });
}

describe("a holiday of a schedule", () => {
  it("is made", () => {
    const id = "holiday Office/Christmas 2026-12-24 to 2026-12-25";

    expect(planWith([christmas], [])).toEqual({
      steps: [
        {
          id,
          resource: "holiday",
          action: "create",
          name: "holiday Christmas of schedule Office",
          changes: [{ field: "days", before: null, after: "2026-12-24 to 2026-12-25" }],
          requests: [
            {
              method: "POST",
              path,
              body: { holiday: { name: "Christmas", start_date: "2026-12-24", end_date: "2026-12-25" } },
            },
          ],
          undo: [{ method: "DELETE", path: `${path}/{$id:${id}}` }],
        },
      ],
      notes: [],
    });
  });

  it("is made in a schedule that is made before it", () => {
    const schedule = { name: "Of{fice}", timeZone: "Europe/Berlin", intervals: {}, holidays: [christmas] };
    const [step] = planHolidays(schedule, undefined, { isPruning: false, now }).steps;

    expect(step?.requests).toMatchObject([
      { path: "/business_hours/schedules/{$id:schedule Office}/holidays" },
    ]);
  });

  it("is moved to its days", () => {
    const [step] = planWith([christmas], [live("Christmas", "2026-12-25")]).steps;

    expect(step).toMatchObject({
      action: "update",
      changes: [{ field: "days", before: "2026-12-25", after: "2026-12-24 to 2026-12-25" }],
      requests: [{ method: "PUT", path: `${path}/700`, body: { holiday: { start_date: "2026-12-24" } } }],
      undo: [{ method: "PUT", path: `${path}/700`, body: { holiday: { start_date: "2026-12-25" } } }],
    });
  });

  it.each<[string, readonly Holiday[], readonly LiveHoliday[]]>([
    ["it is there", [christmas], [live("Christmas", "2026-12-24", "2026-12-25")]],
    ["the catalogue names it twice", [christmas, christmas], [live("Christmas", "2026-12-24", "2026-12-25")]],
    ["it is over and missing", [{ name: "Labor Day", from: "2026-09-07", to: "2026-09-07" }], []],
    [
      "it is over and on other days",
      [{ name: "Labor Day", from: "2026-09-07", to: "2026-09-07" }],
      [live("Labor Day", "2026-09-08")],
    ],
    ["it is over and not in the catalogue", [], [live("Labor Day", "2026-09-07")]],
  ])("is left alone when %s, also when pruning", (_, wanted, holidays) => {
    expect(planWith(wanted, holidays, true)).toEqual({ steps: [], notes: [] });
  });

  it("of next year does not take the place of that of this year", () => {
    const next = { name: "Christmas", from: "2027-12-24", to: "2027-12-25" };
    const { steps, notes } = planWith([next], [live("Christmas", "2026-12-24", "2026-12-25")]);

    expect(steps).toMatchObject([{ action: "create", changes: [{ after: "2027-12-24 to 2027-12-25" }] }]);
    expect(notes).toEqual([
      "holiday Christmas (2026-12-24 to 2026-12-25) of schedule Office is not in the catalogue: apply --prune deletes it",
    ]);
  });

  it("of last year stays beside that of this year, though names are the same", () => {
    const steps = planWith([christmas], [live("Christmas", "2025-12-24", "2025-12-25")], true).steps;

    expect(steps.map(({ action }) => action)).toEqual(["create"]);
  });

  it("is not over on its last day, by the clocks of the schedule", () => {
    expect(planWith([], [live("Thanksgiving", "2026-11-26")]).notes).toEqual([
      "holiday Thanksgiving (2026-11-26) of schedule Office is not in the catalogue: apply --prune deletes it",
    ]);
  });

  it("that is not in the catalogue is deleted when pruning", () => {
    expect(planWith([], [live("Company day", "2026-12-01")], true)).toMatchObject({
      steps: [
        {
          id: "holiday Office/700",
          action: "delete",
          changes: [{ field: "days", before: "2026-12-01", after: null }],
          requests: [{ method: "DELETE", path: `${path}/700` }],
          undo: [
            {
              method: "POST",
              path,
              body: {
                holiday: { name: "Company day", start_date: "2026-12-01", end_date: "2026-12-01" },
              },
            },
          ],
        },
      ],
      notes: [],
    });
  });

  it("that began more than two years ago is left out, although it is not over", () => {
    const [long, longer] = ["2024-11-26", "2024-11-25"].map((from) => ({
      name: `Since ${from}`,
      from,
      to: "2026-12-01",
    }));
    const { steps, notes } = planWith([long!, longer!], []);

    expect(steps.map(({ name }) => name)).toEqual(["holiday Since 2024-11-26 of schedule Office"]);
    expect(notes).toEqual([
      "holiday Since 2024-11-25 (2024-11-25 to 2026-12-01) of schedule Office is left out: " +
        "Zendesk takes holidays from 2024-11-26 to 2028-11-26",
    ]);
  });

  it.each<[string, readonly LiveHoliday[]]>([
    ["is there", []],
    ["has other days", [live("Far away", "2028-11-20")]],
  ])("that ends more than two years ahead is left out, whatever %s", (_, holidays) => {
    const far = { name: "Far away", from: "2028-11-26", to: "2028-11-27" };
    const limits = "Zendesk takes holidays from 2024-11-26 to 2028-11-26";

    expect(planWith([far], holidays, true)).toEqual({
      steps: [],
      notes: [`holiday Far away (2028-11-26 to 2028-11-27) of schedule Office is left out: ${limits}`],
    });
  });
});
