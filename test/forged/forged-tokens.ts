import { createHash } from "node:crypto";

import { operationsEndpoints } from "../../src/http/operations-endpoints.ts";
import type { Endpoint } from "../../src/http/endpoint.ts";
import { mayDo } from "../../src/operations/operator.ts";
import { tokens } from "../support/operators.ts";
import { type Chance, type ForgedRequest, type Forgery, pick, randomText } from "./forgery.ts";
import { strangeBody, strangeParameter, strangeQuery } from "./strange-values.ts";
import { addressLike } from "./address-like.ts";

const json = { "content-type": "application/json" };
const changing = operationsEndpoints.filter(({ method }) => method === "POST");
const reading = operationsEndpoints.filter(({ method }) => method === "GET");
const ofSomething = operationsEndpoints.filter(({ path }) => path.includes(":"));
const beyondViewer = changing.filter(({ action }) => !mayDo({ name: "vera", role: "viewer" }, action));

/** What may come back for a request that is let in, and cannot be what it says: never 2xx where something would change. */
const unfit = [400, 404, 409, 413, 415, 422];

/** Requests to the operations API by nobody, by who may not, and by who may and writes what cannot be meant. */
export const forgedTokens: readonly Forgery[] = [
  {
    name: "API: a token that nobody has",
    allowed: [401],
    make: (chance) =>
      asked(chance, pick(chance, operationsEndpoints), { authorization: forgedAuthorization(chance) }),
  },
  {
    name: "API: a token where none is looked for",
    allowed: [401],
    make: (chance) => {
      const request = asked(chance, pick(chance, operationsEndpoints), {});
      const token = tokens.admin;
      return pick(chance, [
        () => ({
          ...request,
          headers: { ...request.headers, cookie: `token=${token}; authorization=${token}` },
        }),
        () => ({ ...request, headers: { ...request.headers, "x-authorization": `Bearer ${token}` } }),
        () => ({ ...request, headers: { ...request.headers, "proxy-authorization": `Bearer ${token}` } }),
        () => ({ ...request, path: `${request.path}?access_token=${token}&token=${token}` }),
        () => ({ ...request, body: Buffer.from(JSON.stringify({ access_token: token })) }),
      ])();
    },
  },
  {
    name: "API: a viewer's token for what takes more",
    allowed: [403],
    make: (chance) => asked(chance, pick(chance, beyondViewer), bearer(tokens.viewer)),
  },
  {
    name: "API: an admin's token, a body that cannot be meant",
    allowed: unfit,
    make: (chance) => ({
      ...asked(chance, pick(chance, changing), bearer(tokens.admin)),
      body: strangeBody(chance),
    }),
  },
  {
    name: "API: an admin's token, a body of another type",
    allowed: [415],
    make: (chance) => {
      const type = pick(chance, [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "",
        "*/*",
      ]);
      const other = pick(chance, [{ "content-type": type }, { ...json, "content-encoding": "gzip" }]);
      return asked(chance, pick(chance, changing), { ...bearer(tokens.admin), ...other });
    },
  },
  {
    name: "API: an admin's token, a body larger than 16 KiB",
    allowed: [413, 0],
    make: (chance) => ({
      ...asked(chance, pick(chance, changing), bearer(tokens.admin)),
      body: Buffer.alloc(16 * 1024 + 1, `{"reason":"${randomText(chance, 20)}`),
    }),
  },
  {
    name: "API: an admin's token, an address that is hardly anything's",
    allowed: [200, 400, 404, 405, 414, 422],
    make: (chance) => {
      const endpoint = pick(chance, ofSomething);
      const path = endpoint.path.replaceAll(/:\w+/g, () => strangeParameter(chance));
      return { ...asked(chance, endpoint, bearer(tokens.admin)), path, body: Buffer.from(`{"_":1}`) };
    },
  },
  {
    name: "API: a viewer's token, a query that cannot be meant",
    allowed: [200, 400, 404, 422],
    make: (chance) => {
      const request = asked(chance, pick(chance, reading), bearer(tokens.viewer));
      const unknown = pick(chance, ["", "no_such_key=1&"]);
      return { ...request, path: `${request.path}?${unknown}${strangeQuery(chance)}` };
    },
  },
];

/** A request that would be all right from the right one, save that its body is empty. */
function asked(chance: Chance, { method, path }: Endpoint, headers: Record<string, string>): ForgedRequest {
  return {
    method,
    path: addressLike(path, chance),
    headers: method === "POST" ? { ...json, ...headers } : headers,
    body: Buffer.from(method === "POST" ? `{"reason":"forged"}` : ""),
  };
}

function bearer(token: string): { readonly authorization: string } {
  return { authorization: `Bearer ${token}` };
}

function forgedAuthorization(chance: Chance): string {
  const token = pick(chance, Object.values(tokens));
  const hash = createHash("sha256").update(token).digest();
  return pick(chance, [
    () => `Bearer ${randomText(chance, 43)}`,
    () => `Bearer ${token}x`,
    () => `Bearer ${token.slice(0, -1)}`,
    () => `Bearer ${token.toUpperCase()}`,
    () => `Bearer ${hash.toString("hex")}`,
    () => `Bearer sha256:${hash.toString("hex")}`,
    () => `Bearer ada:admin:${token}`,
    () => `Bearer ${token} ${token}`,
    () => `Bearer ${token},${token}`,
    () => `Bearer "${token}"`,
    () => `Bearer ${encodeURIComponent(`${token} `)}`,
    () => `Basic ${Buffer.from(`ada:${token}`).toString("base64")}`,
    () => `Digest username="ada", response="${hash.toString("hex")}"`,
    () => `Bearer ${"x".repeat(1 + Math.floor(chance() * 8000))}`,
    () => token,
    () => "Bearer",
    () => "Bearer null",
    () => "Bearer __proto__",
  ])();
}
