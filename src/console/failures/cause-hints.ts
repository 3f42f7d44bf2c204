import type { JobState } from "../../operations/job.ts";
import type { Hint, Hints } from "./hint.ts";
import { stoppedHints } from "./stopped-hints.ts";
import { waitingHints } from "./waiting-hints.ts";

const unknown: Hint = {
  means: "No more is known of this cause.",
  next: "Read the message and the call, mend what they name, then re-run.",
};

/** Of a job in this state, or of what stopped. A job that nobody has to look at asks nobody for anything. */
export function hintFor(cause: string, state: JobState = "failed"): Hint {
  const waiting = hintIn(waitingHints, cause);
  const { means, next } = waiting ?? hintIn(stoppedHints, cause) ?? unknown;
  if (state === "discarded") {
    return { means, next: "Nothing: somebody discarded it. The next message for it is a new chance." };
  }
  if (state === "pending" && !waiting) {
    return { means, next: "Nothing yet: it is tried again by itself, and stops only when it keeps failing." };
  }
  return { means, next };
}

function hintIn(hints: Hints, cause: string): Hint | undefined {
  return hints.find(([causes]) => causes.some((beginning) => cause.startsWith(beginning)))?.[1];
}
