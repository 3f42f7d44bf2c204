import { describe, expect, it } from "vitest";
import { calling, clockAt } from "./calling.ts";
import type { Answer, Calling } from "./calling.ts";

const list = "/api/v2/organizations.json";
const client = {
  grant_type: "client_credentials",
  client_id: "los_sync",
  client_secret: "sandbox-client-secret",
};
const notAuthenticated = { error: "Couldn't authenticate you" };
const invalidToken = {
  error: "invalid_token",
  error_description: "The access token provided is expired, revoked, malformed or invalid for other reasons.",
};

const askToken = (zendesk: Calling, body: object | string, type = "application/json"): Promise<Answer> =>
  zendesk.call("POST", "/oauth/tokens", body, { "content-type": type, authorization: "" });
const withToken = (zendesk: Calling, token: unknown, method = "GET"): Promise<Answer> =>
  zendesk.call(method, list, undefined, { authorization: `Bearer ${String(token)}` });
const tokenIn = ({ body }: Answer): unknown => (body as { readonly access_token: unknown }).access_token;

describe("the token endpoint", () => {
  it.each([
    ["JSON", client, "application/json"],
    ["a form", new URLSearchParams(client).toString(), "application/x-www-form-urlencoded"],
  ])("gives a client a token for half an hour, asked in %s", async (_, body, type) => {
    await using zendesk = await calling();

    const answer = await askToken(zendesk, body, type);

    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      access_token: expect.stringMatching(/^[0-9a-f]{64}$/),
      token_type: "bearer",
      scope: "read write",
      expires_in: 1800,
    });
    expect((await withToken(zendesk, tokenIn(answer))).status).toBe(200);
  });

  it.each([
    [{ ...client, client_secret: "guess" }, 401, "invalid_client"],
    [{ ...client, client_id: "someone" }, 401, "invalid_client"],
    [{ ...client, grant_type: "password" }, 400, "unsupported_grant_type"],
    [{ ...client, expires_in: 299 }, 400, "invalid_request"],
    [{ ...client, expires_in: 172_801 }, 400, "invalid_request"],
  ])("refuses %j", async (body, status, error) => {
    await using zendesk = await calling();

    const answer = await askToken(zendesk, body);

    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ error });
  });

  it("keeps secrets out of the record of calls", async () => {
    await using zendesk = await calling();

    await askToken(zendesk, client);

    expect(zendesk.sandbox.calls).toMatchObject([
      { method: "POST", path: "/oauth/tokens", status: 200, applied: false, body: { client_secret: "…" } },
    ]);
  });
});

describe("an access token", () => {
  it("is good for as long as it was asked for", async () => {
    const clock = clockAt("2026-11-20T15:00:00Z");
    await using zendesk = await calling({ now: clock.now });
    const token = tokenIn(await askToken(zendesk, { ...client, expires_in: 300 }));

    clock.set("2026-11-20T15:04:59Z");
    expect((await withToken(zendesk, token)).status).toBe(200);
    clock.set("2026-11-20T15:05:00Z");
    const late = await withToken(zendesk, token);

    expect([late.status, late.body]).toEqual([401, invalidToken]);
  });

  it("is no longer good when it is revoked", async () => {
    await using zendesk = await calling();
    const token = tokenIn(await askToken(zendesk, client));

    zendesk.sandbox.revokeTokens();

    expect((await withToken(zendesk, token)).body).toEqual(invalidToken);
  });

  it("for reading may not write", async () => {
    await using zendesk = await calling();
    const token = tokenIn(await askToken(zendesk, { ...client, scope: "organizations:read" }));

    expect((await withToken(zendesk, token)).status).toBe(200);
    expect((await withToken(zendesk, token, "POST")).status).toBe(403);
  });
});

describe("an API token", () => {
  it.each([
    ["the right one", "admin@sandbox.example/token:sandbox-api-token", 200, expect.anything()],
    ["a wrong one", "admin@sandbox.example/token:guess", 401, notAuthenticated],
    ["somebody else's", "eve@sandbox.example/token:sandbox-api-token", 401, notAuthenticated],
    ["a password", "admin@sandbox.example:secret", 401, notAuthenticated],
  ])("%s is answered as it deserves", async (_, pair, status, body) => {
    await using zendesk = await calling();

    const answer = await zendesk.call("GET", list, undefined, { authorization: `Basic ${btoa(pair)}` });

    expect([answer.status, answer.body]).toEqual([status, body]);
  });
});

describe("users/me", () => {
  it("is the admin for who has credentials", async () => {
    await using zendesk = await calling();

    const { body } = await zendesk.call("GET", "/api/v2/users/me.json");

    expect(body).toMatchObject({
      user: { id: 31204500000146, email: "admin@sandbox.example", role: "admin" },
    });
  });

  it.each(["", `Basic ${btoa("admin@sandbox.example:secret")}`])(
    "is a 200 and an anonymous user with %j",
    async (authorization) => {
      await using zendesk = await calling();

      const answer = await zendesk.call("GET", "/api/v2/users/me", undefined, { authorization });

      expect(answer.status).toBe(200);
      expect(answer.body).toMatchObject({ user: { id: null, name: "Anonymous user" } });
    },
  );

  it("is a 401 with a bad API token", async () => {
    await using zendesk = await calling();

    const answer = await zendesk.call("GET", "/api/v2/users/me", undefined, {
      authorization: `Basic ${btoa("admin@sandbox.example/token:guess")}`,
    });

    expect(answer.status).toBe(401);
  });
});
