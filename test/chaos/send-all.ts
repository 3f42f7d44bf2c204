import { setTimeout as pause } from "node:timers/promises";

import type { Child } from "../bench/child-process.ts";
import { stopped } from "../bench/stopped.ts";
import { sendPatiently } from "./accounting-sender.ts";
import type { ChaosMessage } from "./chaos-messages.ts";
import type { Happening } from "./history.ts";

export type SendOptions = {
  readonly url: string;
  readonly sandbox: Child;
  readonly everyMs: number;
  /** It goes on until so many were taken, and until it is over. */
  readonly atLeast: number;
  readonly isOver: () => boolean;
  readonly tell: (happening: Happening) => void;
};

/** For each five messages people do something with a ticket. */
const messagesPerTicket = 5;

/** More senders than this at once would be a flood, and their tries would keep all else from the processors. */
const atOnce = 300;

/** Sends one message after the other; only when very many have no answer yet, the next one waits. */
export async function sendAll(messages: readonly ChaosMessage[], options: SendOptions): Promise<void> {
  const { url, sandbox, everyMs, atLeast, isOver, tell } = options;
  const startedAt = performance.now();
  const taken = new Set<string>();

  async function sendOne(message: ChaosMessage): Promise<void> {
    if (await sendPatiently(url, message, tell)) taken.add(message.envelope.id);
  }

  const sending = new Set<Promise<void>>();
  for (const [index, message] of messages.entries()) {
    if (taken.size >= atLeast && isOver()) break;
    stopped.throwIfAborted();
    const dueAt = startedAt + everyMs * index;
    await pause(Math.min(everyMs, Math.max(0, dueAt - performance.now())));
    const one = sendOne(message).finally(() => sending.delete(one));
    sending.add(one);
    while (sending.size >= atOnce) await Promise.race(sending);
    if (index % messagesPerTicket === 0) await sandbox.ask("peopleDoSomething", index);
  }
  await Promise.all(sending);
}
