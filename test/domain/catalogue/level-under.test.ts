import { expect, it } from "vitest";

import type { TargetException } from "../../../src/domain/catalogue/department.ts";
import { levelUnder } from "../../../src/domain/catalogue/level-under.ts";
import { aLevel } from "../tickets/ticket-world.ts";

it("an exception replaces the metrics that it names; the rest of the promise stays", () => {
  const level = aLevel({
    targetMinutes: { first_reply_time: { urgent: 15, high: 60 }, total_resolution_time: { urgent: 480 } },
  });
  const exception: TargetException = {
    name: "Billing",
    serviceLevels: ["SMB"],
    appliesTo: { kind: "department" },
    targetMinutes: { first_reply_time: { urgent: 30 } },
    hours: { urgent: "calendar" },
  };

  expect(levelUnder(level, exception)).toEqual({
    ...level,
    targetMinutes: { first_reply_time: { urgent: 30 }, total_resolution_time: { urgent: 480 } },
    hours: { ...level.hours, urgent: "calendar" },
  });
});
