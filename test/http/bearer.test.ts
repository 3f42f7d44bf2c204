import { describe, expect, it } from "vitest";

import { operators, tokens } from "../support/operators.ts";
import { refusal, refusalOf, startApp } from "./app-under-test.ts";

const open = { operators };

describe("signing in at the operations API", () => {
  it("is closed, and says how to open it, until there are tokens", async () => {
    await using under = await startApp();

    const response = await under.app.inject({
      url: "/api/overview",
      headers: { authorization: `Bearer ${tokens.admin}` },
    });

    expect(refusalOf(response)).toEqual(refusal(401, "unauthorized"));
    expect(response.json<{ detail: string }>().detail).toContain("is closed until OPS_TOKENS is set");
  });

  it.each([
    [`Bearer ${tokens.viewer}`, 200],
    [`bearer  ${tokens.viewer} `, 200],
    [tokens.viewer, 401],
    [`Basic ${tokens.viewer}`, 401],
    [`Basic ${Buffer.from(`vera:${tokens.viewer}`).toString("base64")}`, 401],
    [`Bearer`, 401],
    [`Bearer ${tokens.viewer},${tokens.admin}`, 401],
    [`Bearer ${tokens.viewer.toUpperCase()}`, 401],
    ["Bearer vera", 401],
    ["Bearer vera:viewer", 401],
  ])("with %j is answered %i", async (authorization, status) => {
    await using under = await startApp(open);

    const response = await under.app.inject({ url: "/api/overview", headers: { authorization } });

    expect(response.statusCode).toBe(status);
  });

  it("ends for a minute at an address from which it failed thirty times, for nobody else", async () => {
    await using under = await startApp(open);
    const at = async (remoteAddress: string, token: string) =>
      await under.app.inject({
        url: "/api/overview",
        remoteAddress,
        headers: { authorization: `Bearer ${token}` },
      });

    const tries = [];
    for (let one = 0; one < 31; one += 1) tries.push((await at("10.0.0.1", `guess-${one}`)).statusCode);

    expect(new Set(tries.slice(0, 30))).toEqual(new Set([401]));
    expect(tries[30]).toBe(429);
    expect(refusalOf(await at("10.0.0.1", tokens.admin))).toEqual(refusal(429, "too-many-requests"));
    expect((await at("10.0.0.2", tokens.admin)).statusCode).toBe(200);
  });

  it("does not fail where no token was sent, however often", async () => {
    await using under = await startApp(open);
    for (let one = 0; one < 40; one += 1) await under.app.inject({ url: "/api/overview" });

    const response = await under.app.inject({
      url: "/api/overview",
      headers: { authorization: `Bearer ${tokens.admin}` },
    });

    expect(response.statusCode).toBe(200);
  });

  it("is in the log when it fails, with the address and without the token", async () => {
    await using under = await startApp(open);

    await under.app.inject({
      url: "/api/overview",
      remoteAddress: "10.0.0.1",
      headers: { authorization: "Bearer a-guessed-token", cookie: "token=a-guessed-token" },
    });

    expect(under.lines).toHaveLength(1);
    expect(JSON.parse(under.lines[0]!)).toMatchObject({
      msg: "http.refused",
      code: "unauthorized",
      path: "/api/overview",
      address: "10.0.0.1",
    });
    expect(under.lines[0]).not.toContain("a-guessed-token");
  });
});
