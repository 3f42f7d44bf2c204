import fc from "fast-check";

import type { Catalogue } from "../../../src/domain/catalogue/catalogue.ts";
import type { Department } from "../../../src/domain/catalogue/department.ts";
import type { Schedule } from "../../../src/domain/hours/schedule.ts";
import { aDepartment, aServiceLevel } from "../../support/builders.ts";
import { aCatalogue } from "../tickets/ticket-world.ts";

const minutes = fc.constantFrom(15, 60, 1440);
const minutesByPriority = fc.record({ urgent: minutes, low: minutes }, { requiredKeys: [] });
const targetMinutes = fc.record(
  { first_reply_time: minutesByPriority, total_resolution_time: minutesByPriority },
  { requiredKeys: [] },
);
const hoursKind = fc.constantFrom("business" as const, "calendar" as const);
const hours = fc.record({ urgent: hoursKind, high: hoursKind, normal: hoursKind, low: hoursKind });
const metricSettings = fc.constantFrom(
  {},
  { first_reply_time: { fulfill_on_agent_internal_note: true } },
  { first_reply_time: { fulfill_on_agent_internal_note: false } },
  { periodic_update_time: { activate_on_agent_internal_note: true } },
);

const levels = fc.shuffledSubarray(["VIP", "Corporate", "SMB"], { minLength: 1 }).chain((names) =>
  fc.tuple(
    ...names.map((name) =>
      fc
        .record({
          targetMinutes,
          hours,
          metricSettings,
          description: fc.constantFrom("", "Fast.", "Two\nlines."),
          schedule: fc.constantFrom(null, "Office"),
        })
        .map((other) => aServiceLevel(name, name.toLowerCase(), other)),
    ),
  ),
);

const exception = fc.record({
  serviceLevels: fc.subarray(["VIP", "Corporate", "SMB"], { minLength: 1 }),
  appliesTo: fc.constantFrom<Department["exceptions"][number]["appliesTo"]>(
    { kind: "department" },
    { kind: "issue", impact: ["impact_all_sites", "impact_ads"] },
  ),
  targetMinutes,
  hours: fc.constant({}),
});
const departments = fc.uniqueArray(
  fc
    .record({
      name: fc.constantFrom("Billing", "Ads"),
      group: fc.constantFrom("Money", "DA Support"),
      groupOwnershipMinutes: minutesByPriority,
      hours,
      exceptions: fc.array(exception, { maxLength: 2 }),
    })
    .map(({ name, exceptions, ...other }) =>
      aDepartment(name, {
        ...other,
        exceptions: exceptions.map((one, index) => ({ name: `${name} ${index}`, ...one })),
      }),
    ),
  { selector: ({ name }) => name },
);

const date = fc.constantFrom("2024-07-04", "2026-11-26", "2026-12-25", "2027-01-01", "2030-01-01");
const aHoliday = fc
  .record({ name: fc.constantFrom("Thanksgiving", "Christmas {old}"), one: date, other: date })
  .map(({ name, one, other }) => ({
    name,
    from: one < other ? one : other,
    to: one < other ? other : one,
  }));
/** Some over, some too far ahead; names come back. */
export const holidays = fc.array(aHoliday, { maxLength: 4 });
const morning = { fromMinute: 0, toMinute: 480 };
const noon = { fromMinute: 480, toMinute: 720 };
const evening = { fromMinute: 1200, toMinute: 1440 };
const day = fc.subarray([morning, noon, evening]);
const schedules = fc.uniqueArray(
  fc.record<Schedule>({
    name: fc.constantFrom("Office", "Ber{l}in"),
    timeZone: fc.constantFrom("America/Los_Angeles", "Europe/Berlin"),
    intervals: fc.record({ sun: day, mon: day, sat: day }, { requiredKeys: [] }),
    holidays,
  }),
  { selector: ({ name }) => name },
);

export const catalogues: fc.Arbitrary<Catalogue> = fc
  .record({ levels, departments, schedules })
  .map(({ levels: serviceLevels, ...other }) =>
    aCatalogue({
      ...other,
      serviceLevels,
      segments: serviceLevels.map(({ name, slug }) => ({ name, slug, serviceLevel: name })),
      defaultServiceLevel: serviceLevels[0]?.name ?? "",
    }),
  );
