import { createHmac, createSecretKey } from "node:crypto";

import { type Instant, parseInstant } from "../domain/instant.ts";
import { Problem } from "./problems.ts";
import { isSameSignature, requireRecent, type SignedHeaders, singleHeader } from "./signatures.ts";

const timestampHeader = "x-zendesk-webhook-signature-timestamp";
const signatureHeader = "x-zendesk-webhook-signature";

/** Nothing stands between timestamp and body in what is signed: only a form that ends where it ends keeps them apart. */
const timestampShape = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/;
const signatureShape = /^[A-Za-z0-9+/]{43}=$/;

/**
 * Verifies a request that Zendesk signed: base64(HMAC-SHA256(secret, timestamp + body)), the secret as it stands, not
 * decoded (Zendesk, "Verifying webhook authenticity"). Each attempt is signed anew. Any of the secrets may fit.
 * Answers when it was signed.
 * @throws Problem
 */
export function createZendeskVerifier(
  secrets: readonly string[],
): (body: Buffer, headers: SignedHeaders) => Instant {
  const keys = secrets.filter((secret) => secret !== "").map((secret) => createSecretKey(secret, "utf8"));

  return (body, headers) => {
    const timestamp = singleHeader(headers, timestampHeader, timestampShape);
    const given = singleHeader(headers, signatureHeader, signatureShape);
    const signedAt = parseInstant(timestamp);
    if (signedAt === undefined) {
      throw new Problem("invalid-signature", `the header ${timestampHeader} is not in the calendar`);
    }
    requireRecent(Math.floor(Date.parse(signedAt) / 1000), timestampHeader);
    const fits = keys.map((key) =>
      isSameSignature(given, createHmac("sha256", key).update(timestamp).update(body).digest("base64")),
    );
    if (fits.includes(true)) return signedAt;
    throw new Problem(
      "invalid-signature",
      `${signatureHeader} does not fit ${timestampHeader}, the exact bytes of the body and a secret we know`,
    );
  };
}
