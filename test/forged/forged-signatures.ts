import { createHmac } from "node:crypto";

import { accountingSecret } from "../support/accounting.ts";
import { zendeskSecret } from "../support/environment.ts";
import { type ForgedRequest, type Forgery, pick, someBytes, whole } from "./forgery.ts";
import { accountingRequest, eitherRequest, zendeskRequest } from "./sound-requests.ts";

const accountingSignature = "webhook-signature";
const zendeskSignature = "x-zendesk-webhook-signature";
const zendeskTimestamp = "x-zendesk-webhook-signature-timestamp";
const signatureHeaders = new Set([
  accountingSignature,
  "webhook-id",
  "webhook-timestamp",
  zendeskSignature,
  zendeskTimestamp,
]);

/** Requests that nobody signed, or that were changed after somebody did. */
export const forgedSignatures: readonly Forgery[] = [
  refused("a byte of the body flipped", (chance) => {
    const request = eitherRequest(chance);
    const at = whole(chance, request.body.length);
    const bit = 1 << whole(chance, 8);
    return { ...request, body: Buffer.from(request.body.with(at, (request.body[at] ?? 0) ^ bit)) };
  }),
  refused("the body cut", (chance) => {
    const request = eitherRequest(chance);
    return { ...request, body: request.body.subarray(0, whole(chance, request.body.length)) };
  }),
  refused("something after the body", (chance) => {
    const request = eitherRequest(chance);
    const more = pick(chance, [" ", "\n", "\0", "{}", "\ufeff"]);
    return { ...request, body: Buffer.concat([request.body, Buffer.from(more)]) };
  }),
  refused("another body under a sound signature", (chance) => {
    const request = eitherRequest(chance);
    return { ...request, body: accountingRequest(chance).body };
  }),
  refused("a sign of a signed header changed", (chance) => {
    const request = eitherRequest(chance);
    const [name, value] = pick(chance, signedHeadersOf(request));
    const at = whole(chance, value.length);
    const other = value[at] === "x" ? "y" : "x";
    return withHeader(request, name, value.slice(0, at) + other + value.slice(at + 1));
  }),
  refused("a signed header missing", (chance) => {
    const request = eitherRequest(chance);
    const [name] = pick(chance, signedHeadersOf(request));
    const { [name]: _, ...headers } = request.headers;
    return { ...request, headers };
  }),
  refused("a signed header empty", (chance) => {
    const request = eitherRequest(chance);
    return withHeader(request, pick(chance, signedHeadersOf(request))[0], "");
  }),
  refused("a signed header twice, the second one forged", (chance) => {
    const request = eitherRequest(chance);
    const [name, value] = pick(chance, signedHeadersOf(request));
    return withHeader(request, name, [value, someBytes(chance, 32).toString("base64")]);
  }),
  refused("a random signature", (chance) => {
    const request = eitherRequest(chance);
    const random = someBytes(chance, 32).toString("base64");
    return accountingSignature in request.headers
      ? withHeader(request, accountingSignature, `v1,${random}`)
      : withHeader(request, zendeskSignature, random);
  }),
  refused("signed with a secret of nobody's", (chance) =>
    chance() < 0.5
      ? accountingRequest(chance, { secret: `whsec_${someBytes(chance, 32).toString("base64")}` })
      : zendeskRequest(chance, { secret: someBytes(chance, 24).toString("hex") }),
  ),
  refused("signed with an empty secret", (chance) => zendeskRequest(chance, { secret: "" })),
  refused("accounting's message signed as Zendesk signs", (chance) => {
    const { body, path } = accountingRequest(chance);
    return { ...zendeskRequest(chance, { secret: accountingSecret }), body, path };
  }),
  refused("signed ten minutes ago", (chance) => eitherRequest(chance, { at: minutesFromNow(-10) })),
  refused("signed in ten minutes", (chance) => eitherRequest(chance, { at: minutesFromNow(10) })),
  refused("of another version, or none", (chance) => {
    const request = accountingRequest(chance);
    const [, digest = ""] = String(request.headers[accountingSignature]).split(",");
    const version = pick(chance, ["", "v0,", "v1a,", "v2,", "V1,", "v1", "v1,v1,", ","]);
    return withHeader(request, accountingSignature, version + digest);
  }),
  refused("a timestamp that is none", (chance) => {
    const request = accountingRequest(chance);
    const given = Number(request.headers["webhook-timestamp"]);
    const other = pick(chance, [`${given}000`, `${given}.0`, `+${given}`, `-${given}`, "1e9", "NaN", "0x65"]);
    return withHeader(request, "webhook-timestamp", other);
  }),
  refused("the boundary of Zendesk's timestamp and body moved", (chance) => {
    const request = zendeskRequest(chance);
    const stamp = String(request.headers[zendeskTimestamp]);
    const moved = 1 + whole(chance, stamp.length - 1);
    return {
      ...withHeader(request, zendeskTimestamp, stamp.slice(0, -moved)),
      body: Buffer.concat([Buffer.from(stamp.slice(-moved)), request.body]),
    };
  }),
  refused("the boundary of accounting's id and timestamp moved", (chance) => {
    const inner = accountingRequest(chance);
    const stamp = String(Math.floor(Date.now() / 1000));
    const digest = createHmac("sha256", Buffer.from(accountingSecret.slice("whsec_".length), "base64"))
      .update(`msg_1.${stamp}.${stamp}.`)
      .update(inner.body)
      .digest("base64");
    const headers = {
      "webhook-id": `msg_1.${stamp}`,
      "webhook-timestamp": stamp,
      [accountingSignature]: `v1,${digest}`,
    };
    return { ...inner, headers: { ...inner.headers, ...headers } };
  }),
  refused("a secret in place of the signature", (chance) =>
    withHeader(zendeskRequest(chance), zendeskSignature, zendeskSecret),
  ),
];

function refused(name: string, make: Forgery["make"]): Forgery {
  return { name, allowed: [401], make };
}

function signedHeadersOf({ headers }: ForgedRequest): readonly (readonly [string, string])[] {
  return Object.entries(headers).flatMap(([name, value]) =>
    signatureHeaders.has(name) ? [[name, String(value)] as const] : [],
  );
}

function withHeader(request: ForgedRequest, name: string, value: string | readonly string[]): ForgedRequest {
  return { ...request, headers: { ...request.headers, [name]: value } };
}

function minutesFromNow(minutes: number): Date {
  return new Date(Date.now() + minutes * 60_000);
}
