import { setTimeout as pause } from "node:timers/promises";

import { post } from "../support/accounting.ts";
import type { ChaosMessage } from "./chaos-messages.ts";
import type { Happening } from "./history.ts";

/** Seven tries with growing pauses, as Standard Webhooks recommends, only that theirs take days (milliseconds). */
const pausesMs = [100, 300, 1000, 3000, 6000, 12_000];

/** Nobody waits longer for an answer (Standard Webhooks, "Request timeouts": 15 to 30 s). */
const timeoutMs = 15_000;

/** Sends one message until it is taken, or gives up. Answers whether it was taken. */
export async function sendPatiently(
  url: string,
  { envelope, occurredAt, says }: ChaosMessage,
  tell: (happening: Happening) => void,
): Promise<boolean> {
  const message = envelope.id;
  tell({ kind: "sent", at: Date.now(), message, occurredAt, says });
  for (const pauseMs of [...pausesMs, undefined]) {
    const at = Date.now();
    const late = pause(timeoutMs, undefined, { ref: false });
    const reply = await Promise.race([post(url, envelope).catch(() => undefined), late]);
    tell({ kind: "answered", at, until: Date.now(), message, status: reply?.status ?? null });
    if (reply?.status === 202) return true;
    if (pauseMs !== undefined) await pause(pauseMs);
  }
  tell({ kind: "gave-up", at: Date.now(), message });
  return false;
}
