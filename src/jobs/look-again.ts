import type { DateTime } from "luxon";

import { type Outcome, snooze } from "./outcome.ts";

/** Whatever changed the organization while we wrote it may not have ended yet. */
const againAfterSeconds = 3;

/** What came of a write is not what was wanted, because the organization was changed meanwhile: it is decided anew. */
export function lookAgain(now: DateTime): Outcome {
  return snooze(now.plus({ seconds: againAfterSeconds }), "organization-outdated");
}
