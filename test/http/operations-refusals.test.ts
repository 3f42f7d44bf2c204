import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { operationsEndpoints } from "../../src/http/operations-endpoints.ts";
import { mayDo, roles } from "../../src/operations/operator.ts";
import { operators, tokens } from "../support/operators.ts";
import { refusal, refusalOf, type AppUnderTest, startApp } from "./app-under-test.ts";
import { ask, exampleOf, oneOfEverything } from "./asking.ts";

const all = operationsEndpoints.map((one) => [`${one.method} ${one.path}`, one] as const);
const changing = all.filter(([, { method }]) => method === "POST");

let under: AppUnderTest;
let operations: ReturnType<typeof oneOfEverything>;
beforeAll(async () => {
  operations = oneOfEverything();
  under = await startApp({ operations, operators });
});
afterAll(async () => await under.app.close());

/** From another address each time, so that none has failed too often. */
let addresses = 0;
const elsewhere = () => `10.0.${Math.floor((addresses += 1) / 250)}.${(addresses % 250) + 1}`;

describe("every route of the operations API", () => {
  it("is a POST if it changes something, and only then", () => {
    expect(all.filter(([, one]) => (one.action === "look") !== (one.method === "GET"))).toEqual([]);
    expect(changing).toHaveLength(9);
  });

  it.each(all)("%s refuses who has no token, and says how to have one", async (_, one) => {
    const { url, body } = exampleOf(one);

    const response = await under.app.inject({
      method: one.method,
      url,
      remoteAddress: elsewhere(),
      ...(body && { payload: body }),
    });

    expect(refusalOf(response)).toEqual(refusal(401, "unauthorized"));
    expect(response.headers).toMatchObject({
      "www-authenticate": `Bearer realm="los-sync"`,
      "cache-control": "no-store",
    });
  });

  it.each(all)("%s does not take a cookie for a token", async (_, one) => {
    const { url, body } = exampleOf(one);
    const cookie = `__Host-session=${tokens.admin}; token=${tokens.admin}`;

    const response = await under.app.inject({
      method: one.method,
      url,
      headers: { cookie },
      remoteAddress: elsewhere(),
      ...(body && { payload: body }),
    });

    expect(refusalOf(response)).toEqual(refusal(401, "unauthorized"));
  });

  it.each(all)("%s refuses a token that nobody has", async (_, one) => {
    const { url, body } = exampleOf(one);

    const response = await under.app.inject({
      method: one.method,
      url,
      headers: { authorization: `Bearer ${tokens.admin}x` },
      remoteAddress: elsewhere(),
      ...(body && { payload: body }),
    });

    expect(refusalOf(response)).toEqual(refusal(401, "unauthorized"));
    expect(response.headers["www-authenticate"]).toContain(`error="invalid_token"`);
  });

  it.each(all)("%s answers those whose role is enough, and nobody else", async (_, one) => {
    const { url, body } = exampleOf(one);

    const statuses = [];
    for (const role of roles)
      statuses.push((await ask(under, url, { as: role, ...(body && { body }) })).statusCode);

    const least = roles.findIndex((role) => mayDo({ name: "", role }, one.action));
    const answered = Number(Object.keys(one.answers).at(-1));
    expect(statuses).toEqual(roles.map((_role, index) => (index < least ? 403 : answered)));
  });

  it.each(changing)("%s refuses a viewer, and says which role it takes", async (_, one) => {
    const { url, body } = exampleOf(one);

    const response = await ask(under, url, { as: "viewer", body: body! });

    expect(refusalOf(response)).toEqual(refusal(403, "forbidden"));
    expect(response.headers["cache-control"]).toBe("no-store");
    expect(response.json<{ detail: string }>().detail).toMatch(/^vera is viewer; this takes the role \w+$/);
  });

  it.each(changing)("%s takes nothing but JSON", async (_, one) => {
    const { url, body } = exampleOf(one);

    for (const type of [
      "text/plain",
      "application/x-www-form-urlencoded",
      "multipart/form-data; boundary=x",
    ]) {
      const response = await ask(under, url, {
        body: JSON.stringify(body),
        headers: { "content-type": type },
      });

      expect(refusalOf(response)).toEqual(refusal(415, "unsupported-media-type"));
    }
  });

  it.each(changing)(
    "%s refuses keys that it does not know, large bodies and what is not JSON",
    async (_, one) => {
      const { url, body } = exampleOf(one);
      const json = { "content-type": "application/json" };

      const unknown = await ask(under, url, { body: { ...body, force: true } });
      const large = await ask(under, url, { body: { ...body, reason: "x".repeat(16 * 1024) } });
      const broken = await ask(under, url, { body: "{", headers: json });

      expect(refusalOf(unknown)).toEqual(refusal(422, "invalid-request"));
      expect(unknown.json()).toMatchObject({
        errors: [{ path: "force", message: expect.stringContaining("is not known here") }],
      });
      expect(refusalOf(large)).toEqual(refusal(413, "too-large"));
      expect(large.json<{ detail: string }>().detail).toBe("the limit is 16384 bytes");
      expect(refusalOf(broken)).toEqual(refusal(400, "malformed-json"));
    },
  );

  it.each(all)("%s refuses a query that it does not know", async (_, one) => {
    const { url, body } = exampleOf(one);

    const response = await ask(under, `${url}?stat=failed`, body && { body });

    expect(refusalOf(response)).toEqual(refusal(422, "invalid-request"));
    expect(response.json()).toMatchObject({ errors: [{ path: "stat" }] });
  });

  it.each(all)("%s does nothing that was refused", async (_, one) => {
    const { url, body } = exampleOf(one);
    const before = operations.done.length;

    await under.app.inject({ method: one.method, url, remoteAddress: elsewhere(), payload: body ?? {} });
    await ask(under, url, { as: "viewer", ...(body && { body }) });
    await ask(under, url, { body: JSON.stringify(body), headers: { "content-type": "text/plain" } });

    expect(operations.done).toHaveLength(before);
  });
});
