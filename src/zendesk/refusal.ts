import {
  AccessLost,
  BadAnswer,
  type Exchange,
  Outdated,
  Rejected,
  Throttled,
  Unreachable,
} from "../jobs/refusals.ts";
import type { Scope, Standing } from "./limits.ts";

/** An answer of Zendesk's as it came over the wire. `json` is undefined when the body was not JSON. */
export type Answer = {
  readonly method: string;
  readonly path: string;
  readonly request: unknown;
  readonly status: number;
  readonly retryAfter: string | null;
  /** Zendesk's complaint about parts of the request that it ignored (`x-zendesk-api-warn`). */
  readonly warning: string | null;
  /** What it says of Zendesk's limits. */
  readonly standings: readonly Standing[];
  readonly json: unknown;
  readonly text: string;
};

/** The error fields of Zendesk's envelopes; there are at least five of them. */
type Envelope = {
  readonly error?: unknown;
  readonly error_description?: unknown;
  readonly description?: unknown;
  readonly details?: unknown;
  readonly errors?: unknown;
};

/** Zendesk's official Ruby client waits so long when a 429 names no time (seconds). */
const defaultRetryAfterSeconds = 10;

/** Allowances are renewed every minute; whatever asks for more patience is looked at again this soon (seconds). */
const longestRetryAfterSeconds = 600;

/**
 * What an answer means when it is not the one we asked for; undefined when it is. This is the only place that
 * turns status codes into words. node-zendesk itself reports 429, 502, 503 and 504 as success.
 */
export function refusalIn(answer: Answer): Error | undefined {
  const { method, path, status } = answer;
  if (status >= 200 && status < 300)
    return isReadable(answer) ? undefined : badAnswer(answer, "zendesk-bad-answer");
  const said = `zendesk answered ${status} to ${method} ${path}${inWords(answer)}`;
  if (asksToWait(answer)) {
    const scope = limitToWaitFor(answer) === "account" ? "account" : "key";
    return new Throttled(said, retryAfterMs(answer), scope);
  }
  switch (status) {
    case 401:
    case 403:
      return new AccessLost(said, status, exchangeOf(answer));
    case 409:
      return isUpdateConflict(answer) ? new Outdated(said) : badAnswer(answer, "zendesk-409");
    case 502:
    case 503:
    case 504:
      return new Unreachable(said, `zendesk-${status}`);
    default:
      break;
  }
  if (status >= 500 || status < 400) return badAnswer(answer, `zendesk-${status}`);
  const fields = fieldsIn(answer.json);
  const [field] = Object.keys(fields);
  return new Rejected(said, {
    status,
    code: field === undefined ? `zendesk-${status}` : `zendesk-${status}:${field}`,
    fields,
    exchange: exchangeOf(answer),
  });
}

/**
 * The limit to which an answer shuts everybody who counts against it, until the wait is over; undefined when it asks
 * nobody to wait, or only who wrote one record or started a bulk job. What a 503 says of limits is not why it came.
 */
export function limitToWaitFor(answer: Answer): Scope | undefined {
  if (!asksToWait(answer)) return undefined;
  if (answer.status === 503) return "account";
  if (isAboutOneRecord(answer)) return undefined;
  const used = answer.standings.find(({ scope, remaining }) => scope !== "account" && remaining === 0);
  return used?.scope ?? "account";
}

function asksToWait({ status, retryAfter }: Answer): boolean {
  return status === 429 || (status === 503 && retryAfter !== null);
}

/** For an answer that has the right status and the wrong content. */
function badAnswer(answer: Answer, code: string): BadAnswer {
  const { method, path, status } = answer;
  return new BadAnswer(
    `zendesk answered ${status} to ${method} ${path}${inWords(answer)}`,
    code,
    exchangeOf(answer),
  );
}

/** Reordering is answered by 200 and nothing ("SLA Policies", Reorder SLA Policies). */
function isReadable({ status, json, path, text }: Answer): boolean {
  if (status === 204) return true;
  if (text === "" && /\/reorder(?:\.json)?$/.test(path)) return true;
  return typeof json === "object" && json !== null;
}

function retryAfterMs({ retryAfter }: Answer): number {
  const seconds = /^\d+$/.test(retryAfter ?? "") ? Number(retryAfter) : defaultRetryAfterSeconds;
  return Math.min(Math.max(seconds, 1), longestRetryAfterSeconds) * 1000;
}

/** Of a safe update ("Tickets", Protecting against ticket update collisions); other 409s pass by themselves. */
function isUpdateConflict({ json }: Answer): boolean {
  return envelopeOf(json).error === "UpdateConflict";
}

/**
 * The limit of five updates a minute of one organization has a body of its own ("Update Organization", 429), and so has
 * that of 30 bulk jobs in flight ("Rate limits", TooManyJobs): other calls may go on. That the limit of 30 updates of
 * one ticket in ten minutes has the body of an organization's is an assumption.
 */
function isAboutOneRecord({ method, json }: Answer): boolean {
  const { error, errors } = envelopeOf(json);
  if (error === "TooManyJobs") return true;
  return (
    method === "PUT" &&
    Array.isArray(errors) &&
    errors.some((problem) => codeIn(problem, "code") === "TooManyRequests")
  );
}

function fieldsIn(json: unknown): Record<string, readonly string[]> {
  const { details } = envelopeOf(json);
  if (typeof details !== "object" || details === null || Array.isArray(details)) return {};
  return Object.fromEntries(
    Object.entries(details).map(([field, problems]) => [
      field,
      (Array.isArray(problems) ? problems : [problems]).map(
        (problem) => codeIn(problem, "error") ?? "Invalid",
      ),
    ]),
  );
}

function codeIn(problem: unknown, key: "code" | "error"): string | undefined {
  if (typeof problem !== "object" || problem === null) return undefined;
  const code = (problem as Record<string, unknown>)[key];
  return typeof code === "string" ? code : undefined;
}

function inWords({ json, text }: Answer): string {
  const { error, error_description: reason, description, details, errors } = envelopeOf(json);
  const words = [error, reason, description, details, errors]
    .filter((part) => part !== undefined && part !== null)
    .map((part) => (typeof part === "string" ? part : JSON.stringify(part)));
  const said = words.length > 0 ? words.join(", ") : text.replaceAll(/\s+/g, " ").trim();
  return said === "" ? "" : `: ${said.slice(0, 500)}`;
}

function envelopeOf(json: unknown): Envelope {
  return typeof json === "object" && json !== null ? json : {};
}

export function exchangeOf({ method, path, request, status, json, text }: Answer): Exchange {
  return { method, path, request, status, answer: json ?? text.slice(0, 2000) };
}
