import { createHmac } from "node:crypto";

import { Webhook } from "standardwebhooks";

import { accountingSecret } from "./accounting.ts";

export type Signing = {
  readonly id?: string;
  /** The sender's clock. */
  readonly at?: Date;
  readonly secret?: string;
};

/** The headers with which accounting sends `body`. */
export function signed(
  body: string | Buffer,
  { id = "msg_1", at = new Date(), secret = accountingSecret }: Signing = {},
): Record<string, string> {
  return {
    "content-type": "application/json",
    "webhook-id": id,
    "webhook-timestamp": secondsOf(at),
    "webhook-signature":
      typeof body === "string"
        ? new Webhook(secret).sign(id, at, body)
        : `v1,${signatureOf(body, id, at, secret)}`,
  };
}

/** The reference implementation signs text only; the specification signs bytes. */
function signatureOf(body: Buffer, id: string, at: Date, secret: string): string {
  return createHmac("sha256", Buffer.from(secret.slice("whsec_".length), "base64"))
    .update(`${id}.${secondsOf(at)}.`)
    .update(body)
    .digest("base64");
}

function secondsOf(at: Date): string {
  return String(Math.floor(at.getTime() / 1000));
}
