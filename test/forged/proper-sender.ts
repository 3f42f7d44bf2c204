import { setTimeout as pause } from "node:timers/promises";

import { envelope, post } from "../support/accounting.ts";

/** What was answered to who sends as it should be. */
export type Answered = { readonly status: number; readonly tookMs: number };

export type ProperSender = {
  /** Ends it, and tells all that it was answered. */
  stop(): Promise<readonly Answered[]>;
};

/** Sends sound messages about one client one after the other, a pause between them, whatever else is going on. */
export function sendProperly(url: string, pauseMs: number): ProperSender {
  const answered: Answered[] = [];
  const stopping = new AbortController();

  const sending = (async () => {
    for (let second = 0; !stopping.signal.aborted; second += 1) {
      const occurredAt = new Date(Date.UTC(2026, 10, 20) + second * 1000).toISOString();
      const message = envelope("new-client", {
        clientId: "C-9",
        name: "Patient",
        segment: "SMB",
        occurredAt,
      });
      const startedAt = performance.now();
      const status = await post(url, message).then(
        (reply) => reply.status,
        () => 0,
      );
      answered.push({ status, tookMs: performance.now() - startedAt });
      await pause(pauseMs);
    }
  })();

  return {
    async stop() {
      stopping.abort();
      await sending;
      return answered;
    },
  };
}
