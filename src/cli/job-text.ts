import { counted } from "../domain/counted.ts";
import type { Exchange } from "../jobs/refusals.ts";
import type { Job } from "../operations/job.ts";
import { secondOf } from "./second-of.ts";
import { textTable } from "./text-table.ts";

/** One job, for a person. */
export function jobText(job: Job): string {
  const { client, dirtySince, nextAttemptAt, exchange } = job;
  const facts = [
    ["job", job.id],
    ["of", `${job.kind} ${job.key}`],
    [
      "client",
      client ? [client.id, client.name && `"${client.name}"`].filter(Boolean).join(" ") : "nobody's",
    ],
    ["state", `${job.state} since ${secondOf(job.changedAt)}, ${counted(job.attempts, "failed attempt")}`],
    ...(dirtySince ? [["to do since", `${secondOf(dirtySince)} (${job.urgency})`]] : []),
    ...(nextAttemptAt ? [["next attempt", secondOf(nextAttemptAt)]] : []),
    ...(job.cause === null ? [] : [["cause", job.cause]]),
    ...(job.message === null ? [] : [["message", job.message]]),
  ];
  return [textTable(facts), ...(exchange ? ["", ...exchangeLines(exchange)] : [])].join("\n");
}

function exchangeLines({ method, path, request, status, answer }: Exchange): string[] {
  return [
    `${method} ${path} → ${status ?? "no answer"}`,
    ...(request === undefined ? [] : [`request: ${JSON.stringify(request, null, 2)}`]),
    ...(answer === undefined ? [] : [`answer: ${JSON.stringify(answer, null, 2)}`]),
  ];
}
