import { gzipSync } from "node:zlib";

import { type Chance, type ForgedRequest, type Forgery, noAnswer, pick, whole } from "./forgery.ts";
import { accountingRequest, eitherRequest } from "./sound-requests.ts";

/** Requests that are signed as they should be, and cannot be what they say. */
export const malformedRequests: readonly Forgery[] = [
  {
    name: "signed, larger than 256 KiB",
    allowed: [413, noAnswer],
    make: (chance) => accountingRequest(chance, {}, Buffer.alloc(256 * 1024 + 1 + whole(chance, 4096), "x")),
  },
  {
    name: "signed, not JSON",
    allowed: [400, 422],
    make: (chance) =>
      signedBody(chance, pick(chance, ["", "{", "[1,]", "nul", "'a'", "{a:1}", "NaN", '"', "\u0000"])),
  },
  {
    name: "signed, JSON of something else",
    allowed: [422],
    make: (chance) => signedBody(chance, pick(chance, ["null", "1", "[]", '"text"', "{}", "true"])),
  },
  {
    name: "signed, not UTF-8",
    allowed: [400, 422],
    make: (chance) => {
      const { body } = accountingRequest(chance);
      const other = pick(chance, [
        Buffer.from(String(body), "utf16le"),
        Buffer.concat([Buffer.from([0xff, 0xfe]), body]),
        Buffer.from(String(body).replace("FORGED", "\u00ff"), "latin1"),
      ]);
      return accountingRequest(chance, {}, other);
    },
  },
  {
    name: "signed, nested deeply",
    allowed: [400, 422],
    make: (chance) => {
      const depth = 1 + whole(chance, 50_000);
      return signedBody(chance, `{"clientId":${"[".repeat(depth)}${"]".repeat(depth)}}`);
    },
  },
  {
    name: "signed, with the keys of every object",
    allowed: [422],
    make: (chance) => {
      const key = pick(chance, ["__proto__", "constructor", "prototype", "toString", "hasOwnProperty"]);
      const inner = `{"clientId":"FORGED-1","name":"x","segment":"VIP","occurredAt":"2026-11-20T15:04:05Z"}`;
      return signedBody(chance, `{"${key}":${inner}}`);
    },
  },
  {
    name: "signed, of another type",
    allowed: [415],
    make: (chance) => {
      const type = pick(chance, [
        "text/plain",
        "multipart/form-data; boundary=x",
        "application/x-www-form-urlencoded",
        "application/json; charset=utf-16",
        "application/xml",
        "",
      ]);
      const request = accountingRequest(chance);
      return { ...request, headers: { ...request.headers, "content-type": type } };
    },
  },
  {
    name: "signed, compressed",
    allowed: [415],
    make: (chance) => {
      const request = accountingRequest(chance, {}, gzipSync(accountingRequest(chance).body));
      return { ...request, headers: { ...request.headers, "content-encoding": "gzip" } };
    },
  },
  {
    name: "signed, by another method",
    allowed: [400, 404, 405],
    make: (chance) => ({
      ...eitherRequest(chance),
      method: pick(chance, ["GET", "PUT", "PATCH", "DELETE", "OPTIONS"]),
    }),
  },
  {
    name: "signed, to a path that is nearly ours",
    allowed: [400, 404, 405],
    make: (chance) => {
      const request = eitherRequest(chance);
      const near = pick(chance, [
        `/${request.path}`,
        `${request.path}/`,
        `${request.path}/..`,
        request.path.toUpperCase(),
        `${request.path}%00`,
        `${request.path};x=1`,
        request.path.replace("webhooks", "webhooks%2F"),
      ]);
      return { ...request, path: near };
    },
  },
];

function signedBody(chance: Chance, text: string): ForgedRequest {
  return accountingRequest(chance, {}, Buffer.from(text));
}
