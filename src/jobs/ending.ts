import type { DateTime } from "luxon";

import { attemptsBeforeFailed, backoffMs } from "../domain/backoff.ts";
import type { Outcome } from "./outcome.ts";
import type { Detail, Ending } from "./ports.ts";
import { AccessLost, BadAnswer, Rejected, Throttled, Unreachable } from "./refusals.ts";

/** While our credentials are refused we ask this seldom (milliseconds). */
const accessRetryMs = 30_000;

/** Zendesk being away is nobody's fault: we look again at least this often (milliseconds). */
const outageRetryMs = 30_000;

/** An outage uses up no more attempts than this: the others are for what may be wrong with the job itself. */
const attemptsForOutage = 6;

/** A pause that everybody who calls Zendesk has to keep. */
export type Pause = { readonly forMs: number; readonly reason: string };

export function endingOfOutcome(outcome: Outcome): Ending {
  switch (outcome.kind) {
    case "done":
      return { kind: "done" };
    case "snooze":
      return { kind: "wait", until: outcome.until, cause: outcome.cause };
    case "conflict":
      return {
        kind: "conflict",
        cause: outcome.cause,
        detail: told(outcome),
        about: outcome.about,
      };
    case "cancel":
      return { kind: "failed", cause: outcome.cause, detail: told(outcome) };
  }
}

function told({ reason, exchange }: Extract<Outcome, { reason: string }>): Detail {
  return { message: reason, ...(exchange && { exchange }) };
}

/** What an error means for the job: wait, try again, or stop for a person. `attempt` counts from 1; `chance` is 0 to 1. */
export function endingOfError(err: unknown, attempt: number, now: DateTime, chance: number): Ending {
  const detail = detailOf(err);
  if (err instanceof Throttled) {
    const jitterMs = Math.round(chance * Math.min(err.retryAfterMs, 1000));
    return { kind: "wait", until: now.plus(err.retryAfterMs + jitterMs), cause: "throttled", detail };
  }
  if (err instanceof AccessLost) {
    return { kind: "wait", until: now.plus(accessRetryMs), cause: `zendesk-${err.status}`, detail };
  }
  if (err instanceof Rejected) return { kind: "failed", cause: err.code, detail };
  const afterMs = backoffMs(attempt, chance);
  if (err instanceof Unreachable) {
    if (attempt <= attemptsForOutage) return { kind: "retry", afterMs, cause: err.code, detail };
    const until = now.plus(Math.round((outageRetryMs * (1 + chance)) / 2));
    return { kind: "wait", until, cause: err.code, detail };
  }
  const cause = err instanceof BadAnswer ? err.code : "unexpected";
  return attempt >= attemptsBeforeFailed
    ? { kind: "failed", cause, detail }
    : { kind: "retry", afterMs, cause, detail };
}

/** Whether everybody should stop calling Zendesk for a while. */
export function pauseAfter(err: unknown): Pause | undefined {
  if (err instanceof AccessLost) return { forMs: accessRetryMs, reason: err.message };
  if (err instanceof Throttled && err.scope === "account")
    return { forMs: err.retryAfterMs, reason: err.message };
  return undefined;
}

function detailOf(err: unknown): Detail {
  const message = err instanceof Error ? err.message : String(err);
  if (err instanceof Rejected || err instanceof AccessLost || err instanceof BadAnswer) {
    return { message, exchange: err.exchange };
  }
  return { message };
}
