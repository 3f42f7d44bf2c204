import { createHmac } from "node:crypto";

/** Zendesk's signature of a request (Verifying webhook authenticity): the secret is used as it stands, not decoded. */
export function webhookSignature(secret: string, timestamp: string, body: string): string {
  return createHmac("sha256", secret)
    .update(timestamp + body)
    .digest("base64");
}
