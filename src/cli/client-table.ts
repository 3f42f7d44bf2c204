import { counted } from "../domain/counted.ts";
import type { ClientView, Happening, KnownField, Onboarding } from "../operations/client.ts";
import type { Conflict } from "../operations/conflict.ts";
import type { Job } from "../operations/job.ts";
import { answerOf } from "./happening-rows.ts";
import { secondOf } from "./second-of.ts";

const fieldWidth = 16;
const valueWidth = 32;

/** All that is kept of one client, for a person. */
export function clientTable(client: ClientView, history: readonly Happening[]): string {
  const { id, isKnown, fields, organization, job, onboarding, conflicts, openTickets } = client;
  return [
    `${id}${isKnown ? "" : "  (not known yet: its notification has not come)"}`,
    ...fields.map(fieldLine),
    "",
    organizationLine(organization),
    ...jobLines(job),
    onboardingLine(onboarding),
    `Tickets        ${openTickets.length === 0 ? "none open" : `${openTickets.length} open`}`,
    ...conflicts.map(conflictLine),
    "",
    history.length === 0 ? "History: nothing happened yet" : "History, newest first",
    ...history.map(happeningLine),
  ].join("\n");
}

function fieldLine({ field, value, occurredAt, source, kind, messageId }: KnownField): string {
  const from = [source, kind, messageId].filter((part) => part !== null).join(" ");
  return `  ${field.padEnd(fieldWidth)} ${textOf(value).padEnd(valueWidth)} ${secondOf(occurredAt)}  ${from}`;
}

function organizationLine(organization: ClientView["organization"]): string {
  if (!organization) return "Organization   none yet";
  const { id, url, confirmed, isDoubted, updatedAt } = organization;
  const agreed = confirmed && !isDoubted ? "agreed to what was desired" : "to be looked at again; last seen";
  return `Organization   ${id}, ${agreed} at ${secondOf(updatedAt)}, ${url}`;
}

function jobLines(job: Job | null): string[] {
  if (!job) return ["Work           none"];
  const { state, dirtySince, urgency, cause, attempts, nextAttemptAt, exchange, message } = job;
  const parts = [
    state,
    dirtySince && `dirty since ${secondOf(dirtySince)} (${urgency})`,
    cause,
    attempts > 0 && counted(attempts, "failed attempt"),
    nextAttemptAt && `next at ${secondOf(nextAttemptAt)}`,
  ].filter((part) => typeof part === "string");
  return [
    `Work           ${parts.join(", ")}`,
    ...(message === null ? [] : [`  ${message}`]),
    ...(exchange ? [`  ${exchange.method} ${exchange.path} → ${answerOf(exchange.status)}`] : []),
    ...(exchange?.answer === undefined ? [] : [`  ${JSON.stringify(exchange.answer)}`]),
  ];
}

function onboardingLine({ isComplete, steps }: Onboarding): string {
  const waiting = steps
    .filter(({ isDone }) => !isDone)
    .map(({ title, missing }) => `${title} (${missing.join(", ")})`);
  return `Onboarding     ${isComplete ? "complete" : `waits for ${waiting.join(", ")}`}`;
}

function conflictLine({ id, cause, openedAt, message }: Conflict): string {
  return `Open conflict  ${id}: ${cause} since ${secondOf(openedAt)}: ${message}`;
}

function happeningLine({ at, type, what, by, reason, changes, exchange }: Happening): string {
  const said = [
    exchange && answerOf(exchange.status),
    reason,
    ...changes.map(({ field, from, to }) => `${field} ${from === null ? "" : `${from} `}→ ${to ?? "(none)"}`),
  ].filter((part) => part !== null);
  return `  ${secondOf(at)}  ${type.padEnd(7)}  ${what.padEnd(22)} ${by.padEnd(10)} ${said.join("; ")}`.trimEnd();
}

function textOf(value: KnownField["value"]): string {
  if (value === null) return "(cleared)";
  return typeof value === "string" ? value : value.join(", ");
}
