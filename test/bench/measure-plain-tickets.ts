import { setTimeout as pause } from "node:timers/promises";

import { organizationOf } from "./bench-clients.ts";
import { startChild } from "./child-process.ts";
import { enterpriseSandbox } from "./enterprise-sandbox.ts";
import { callForEach, createPlainClient } from "./plain-client.ts";
import type { Account } from "./sandbox-process.ts";
import { stopped } from "./stopped.ts";
import type { PlainTask, TicketAccount } from "./ticket-answers.ts";
import type { TicketFigures } from "./ticket-figures.ts";

const minuteMs = 60_000;

/**
 * The client that everybody writes first: for each event one `tickets.update` of node-zendesk, and a pause when Zendesk
 * has had enough. It begins with a minute of Zendesk's, and its last minute counts whole: one more ticket would have to
 * wait for its end. Nobody sends it the events of its own writes.
 */
export async function measurePlainTickets(
  size: number,
  clients: number,
  tell: (words: string) => void,
): Promise<TicketFigures> {
  await using open = new AsyncDisposableStack();
  const organizations = Array.from({ length: clients }, (_, index) => organizationOf(index));
  const sandbox = await startChild("sandbox-process.ts", { ...enterpriseSandbox(minuteMs), organizations });
  open.defer(async () => await sandbox.close());
  const client = createPlainClient(sandbox.url);

  tell("plain client: waits for a minute to begin");
  await pause(minuteMs - (Date.now() % minuteMs) + 10, undefined, { signal: stopped });
  const tasks = await sandbox.ask<PlainTask[]>("createTickets", size);
  let called = 0;
  await callForEach(tasks, async ({ id, tags }) => {
    tell(`plain client: ${(called += 1)} calls for ${size} tickets`);
    return await client.tickets.update(id, { ticket: { tags: [...tags], priority: "normal" } });
  });
  if ((await sandbox.ask<number>("countWrong")) > 0) throw new Error("the plain client left tickets wrong");
  const { wallMs, tookMs } = await sandbox.ask<TicketAccount>("ticketAccount");
  const { calls, refused, mostCallsInAMinute } = await sandbox.ask<Account>("account");
  return {
    size,
    wallMs: Math.ceil(wallMs / minuteMs) * minuteMs,
    tookMs,
    calls,
    refused,
    mostCallsInAMinute,
  };
}
