import { describe, expect, it } from "vitest";

import { staffSections } from "../../../src/domain/document/document-staff.ts";
import type { Schedule } from "../../../src/domain/hours/schedule.ts";
import { aDepartment } from "../../support/builders.ts";
import { aCatalogue } from "../tickets/ticket-world.ts";

const office: Schedule = { name: "Office", timeZone: "Europe/Berlin", intervals: {}, holidays: [] };

describe("how long a ticket may stay with a department", () => {
  it.each<[string, string, readonly Schedule[]]>([
    ["30 business minutes", "a schedule says what these are", [office]],
    ["30 minutes", "all hours count for want of a schedule", []],
  ])("is said to staff as %s where %s", (words, _, schedules) => {
    const departments = [aDepartment("Billing", { groupOwnershipMinutes: { urgent: 30 } })];
    const section = staffSections(aCatalogue({ departments, schedules }), []).find(
      ({ title }) => title === "Departments",
    );

    expect(section?.sections[0]?.blocks).toContainEqual({
      kind: "table",
      header: ["Priority", "With the group at most"],
      rows: [["Urgent", words]],
    });
  });
});
