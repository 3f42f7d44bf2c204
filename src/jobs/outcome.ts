import type { DateTime } from "luxon";

import type { About, BlockingCause } from "../domain/clients/conflict.ts";
import type { Exchange } from "./refusals.ts";

/** How a job says it ended. Failures are not outcomes: they are thrown. */
export type Outcome =
  | { readonly kind: "done" }
  /** Not now: look again at `until`. Uses up no attempt. */
  | { readonly kind: "snooze"; readonly until: DateTime; readonly cause: string }
  /** A person must decide. */
  | {
      readonly kind: "conflict";
      readonly cause: BlockingCause;
      readonly reason: string;
      readonly about: About;
      readonly exchange?: Exchange;
    }
  /** It can never work as things are. */
  | {
      readonly kind: "cancel";
      readonly cause: string;
      readonly reason: string;
      readonly exchange?: Exchange;
    };

export const done: Outcome = { kind: "done" };

export function snooze(until: DateTime, cause: string): Outcome {
  return { kind: "snooze", until, cause };
}

export function conflict(cause: BlockingCause, reason: string, about: About, exchange?: Exchange): Outcome {
  return { kind: "conflict", cause, reason, about, ...(exchange && { exchange }) };
}

export function cancel(cause: string, reason: string, exchange?: Exchange): Outcome {
  return { kind: "cancel", cause, reason, ...(exchange && { exchange }) };
}
