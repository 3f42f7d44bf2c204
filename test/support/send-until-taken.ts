import { setTimeout as pause } from "node:timers/promises";

import { type Envelope, post } from "./accounting.ts";

/** Sooner than a sender would come back, as nobody else waits for this machine (milliseconds). */
const comeBackMs = 500;
const triesAtMost = 60;

/** Sends as accounting does: whoever hears 503 comes again. Answers how many tries it took. */
export async function sendUntilTaken(url: string, message: Envelope): Promise<number> {
  for (let tries = 1; tries <= triesAtMost; tries += 1) {
    const { status, body } = await post(url, message);
    if (status === 202) return tries;
    if (status !== 503)
      throw new Error(`message ${message.id} was answered ${status} (${String(body["code"])})`);
    await pause(comeBackMs);
  }
  throw new Error(`message ${message.id} was answered 503 ${triesAtMost} times`);
}
