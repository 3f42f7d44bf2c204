import { setTimeout as pause } from "node:timers/promises";

import { post } from "../support/accounting.ts";
import type { ChaosMessage } from "./chaos-messages.ts";
import type { Happening } from "./history.ts";

/** Five tries with growing pauses, as Standard Webhooks recommends, only that theirs take a day (milliseconds). */
const pausesMs = [100, 300, 1000, 3000];

/** Sends one message until it is taken, or gives up. */
export async function sendPatiently(
  url: string,
  { envelope, occurredAt, says }: ChaosMessage,
  tell: (happening: Happening) => void,
): Promise<void> {
  const message = envelope.id;
  tell({ kind: "sent", at: Date.now(), message, occurredAt, says });
  for (const pauseMs of [...pausesMs, undefined]) {
    const at = Date.now();
    const reply = await post(url, envelope).catch(() => undefined);
    tell({ kind: "answered", at, until: Date.now(), message, status: reply?.status ?? null });
    if (reply?.status === 202) return;
    if (pauseMs !== undefined) await pause(pauseMs);
  }
  tell({ kind: "gave-up", at: Date.now(), message });
}
