import { randomUUID } from "node:crypto";

import { Webhook } from "standardwebhooks";

/** Sends as accounting does: signed by the Standard Webhooks specification, over HTTP. */
export function createDemoSender(
  url: string,
  secret: string,
): (address: string, body: object) => Promise<{ status: number; text: string }> {
  const signer = new Webhook(secret);

  return async (address, body) => {
    const id = `msg_${randomUUID()}`;
    const at = new Date();
    const payload = JSON.stringify(body);
    const response = await fetch(new URL(address, url), {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "webhook-id": id,
        "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
        "webhook-signature": signer.sign(id, at, payload),
      },
      body: payload,
    });
    return { status: response.status, text: await response.text() };
  };
}
