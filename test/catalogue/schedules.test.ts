import { describe, expect, it } from "vitest";

import { office, read, smallest, withLevel } from "./reading.ts";

describe("a schedule", () => {
  it("says when the office is open, its intervals in order", () => {
    expect(read(smallest + office).schedules).toEqual([
      {
        name: "Office",
        timeZone: "America/Los_Angeles",
        intervals: {
          mon: [
            { fromMinute: 540, toMinute: 720 },
            { fromMinute: 780, toMinute: 1020 },
          ],
          sun: [{ fromMinute: 1320, toMinute: 1440 }],
        },
        holidays: [{ name: "Christmas", from: "2026-12-25", to: "2026-12-26" }],
      },
    ]);
  });

  it("is that of each level if it is the first, unless a level names another", () => {
    const late = office.replace("schedules:\n", "").replace("Office", "Late");

    expect(read(smallest + office + late).serviceLevels[0]?.schedule).toBe("Office");
    expect(read(withLevel("schedule: Late") + office + late).serviceLevels[0]?.schedule).toBe("Late");
  });
});
