import { describe, expect, it } from "vitest";

import { brokenDepartments } from "./broken/broken-departments.ts";
import { brokenFiles } from "./broken/broken-files.ts";
import { brokenOffers } from "./broken/broken-offers.ts";
import { brokenOnboarding } from "./broken/broken-onboarding.ts";
import { brokenPromises } from "./broken/broken-promises.ts";
import { brokenSchedules } from "./broken/broken-schedules.ts";
import { brokenSegmentsAndLevels } from "./broken/broken-segments-and-levels.ts";
import { brokenTargets } from "./broken/broken-targets.ts";
import { problemsIn } from "./reading.ts";

describe.each([
  { part: "the file as a whole", broken: brokenFiles },
  { part: "segments and levels", broken: brokenSegmentsAndLevels },
  { part: "targets", broken: brokenTargets },
  { part: "objectives, warnings and escalations", broken: brokenPromises },
  { part: "what a level offers", broken: brokenOffers },
  { part: "urgency and departments", broken: brokenDepartments },
  { part: "schedules and the clock", broken: brokenSchedules },
  { part: "onboarding", broken: brokenOnboarding },
])("about $part, a broken catalogue names file and line, and what to write instead, for", ({ broken }) => {
  it.each([...broken])("%s", (_, text, ...problems) => {
    expect(problemsIn(text)).toEqual(problems.map((problem) => `levels.yaml:${problem}`));
  });
});
