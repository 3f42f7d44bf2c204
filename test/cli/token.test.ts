import { describe, expect, it } from "vitest";

import { loadConfig } from "../../src/config.ts";
import { findOperator } from "../../src/operations/find-operator.ts";
import { accountingSecret } from "../support/accounting.ts";
import { los } from "../support/command.ts";

const env = {
  ZENDESK_URL: "https://acme.zendesk.com",
  ZENDESK_OAUTH_CLIENT_ID: "los",
  ZENDESK_OAUTH_CLIENT_SECRET: "hush",
  ZENDESK_WEBHOOK_SECRETS: "one",
  ACCOUNTING_WEBHOOK_SECRETS: accountingSecret,
};

describe("los token", () => {
  it("makes a token, and an entry that lets in who bears it and does not hold it", async () => {
    const { code, out } = await los(["token", "dana", "operator"]);

    const [, token = "", entry = ""] = /^token: +(\S+)\nOPS_TOKENS: (\S+)$/.exec(out) ?? [];
    const { tokens } = loadConfig({ ...env, OPS_TOKENS: entry }).operations;
    expect(code).toBe(0);
    expect(token.length).toBeGreaterThan(40);
    expect(entry).not.toContain(token);
    expect(findOperator(token, tokens)).toEqual({ name: "dana", role: "operator" });
    expect(tokens).toMatchObject([{ isWeak: false }]);
  });

  it("makes another one each time", async () => {
    const [one, other] = await Promise.all([
      los(["token", "dana", "viewer"]),
      los(["token", "dana", "viewer"]),
    ]);

    expect(one.out).not.toBe(other.out);
  });

  it.each([
    [[], "token takes a name"],
    [["dana"], 'ROLE is viewer, operator, admin, not ""'],
    [["dana", "king"], 'ROLE is viewer, operator, admin, not "king"'],
    [["dana fox", "viewer"], "without spaces, colons and commas"],
    [["dana:x", "viewer"], "without spaces, colons and commas"],
    [["--output", "viewer"], "token takes a name"],
    [["dana", "viewer", "more"], "token takes a name"],
  ])("refuses %j", async (args, words) => {
    const { code, out, err } = await los(["token", ...args]);

    expect([code, out]).toEqual([1, ""]);
    expect(err).toContain(words);
    expect(err).toContain("los token NAME ROLE");
  });
});
