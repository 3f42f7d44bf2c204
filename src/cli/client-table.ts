import { isKnown } from "../domain/client.ts";
import { counted } from "../domain/counted.ts";
import type { ClientOverview, HistoryView, LinkView, WorkView } from "../store/client-overview.ts";
import { secondOf } from "./second-of.ts";

const fieldWidth = 16;
const valueWidth = 32;

/** All that is kept of one client, for a person. */
export function clientTable({ record, messages, link, work, conflicts, history }: ClientOverview): string {
  const fields = Object.entries(record.fields).map(([field, { value, occurredAt, messageId }]) => {
    const { source = "", kind = "" } = messages[messageId] ?? {};
    const from = [source, kind, messageId].filter((part) => part !== "").join(" ");
    return `  ${field.padEnd(fieldWidth)} ${textOf(value).padEnd(valueWidth)} ${secondOf(occurredAt)}  ${from}`;
  });
  return [
    `${record.clientId}${isKnown(record) ? "" : "  (not known yet: its notification has not come)"}`,
    ...fields,
    "",
    linkLine(link),
    ...workLines(work),
    ...conflicts.map(
      ({ cause, detail, openedAt }) =>
        `Open conflict  ${cause} since ${secondOf(openedAt)}: ${detail.message}`,
    ),
    "",
    history.length === 0 ? "History: nothing was written yet" : "History, newest first",
    ...history.map(historyLine),
  ].join("\n");
}

function linkLine(link: LinkView | null): string {
  if (!link) return "Organization   none yet";
  const agreed =
    link.confirmed && !link.isDoubted ? "agreed to what was desired" : "to be looked at again; last seen";
  return `Organization   ${link.organizationId}, ${agreed} at ${secondOf(link.updatedAt)}`;
}

function workLines(work: WorkView | null): string[] {
  if (!work) return ["Work           none"];
  const parts = [
    work.state,
    work.dirtySince && `dirty since ${secondOf(work.dirtySince)} (${work.urgency})`,
    work.cause,
    work.attempts > 0 && counted(work.attempts, "failed attempt"),
    work.nextAttemptAt && `next at ${secondOf(work.nextAttemptAt)}`,
  ].filter((part) => typeof part === "string");
  const { exchange, message } = work.detail ?? {};
  return [
    `Work           ${parts.join(", ")}`,
    ...(message === undefined ? [] : [`  ${message}`]),
    ...(exchange ? [`  ${exchange.method} ${exchange.path} → ${exchange.status ?? "no answer"}`] : []),
    ...(exchange?.answer === undefined ? [] : [`  ${JSON.stringify(exchange.answer)}`]),
  ];
}

function historyLine({ at, what, change }: HistoryView): string {
  return `  ${secondOf(at)}  ${what.padEnd(22)} ${JSON.stringify(change)}`;
}

function textOf(value: string | readonly string[] | null): string {
  if (value === null) return "(cleared)";
  return typeof value === "string" ? value : value.join(", ");
}
