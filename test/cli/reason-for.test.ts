import { describe, expect, it } from "vitest";

import type { Io } from "../../src/cli/io.ts";
import { reasonFor } from "../../src/cli/reason-for.ts";

const production = "https://acme.zendesk.com";

function terminal(said: string, isTerminal = true): Io {
  const nothing = { [Symbol.dispose]: () => {} };
  return {
    env: {},
    out: () => {},
    err: () => {},
    isTerminal,
    untilStopped: async () => {},
    onStop: () => nothing,
    ask: async () => said,
  };
}

describe("the reason for a change of an account's setup", () => {
  it("is not asked of who tries things in a sandbox", async () => {
    expect(await reasonFor("http://127.0.0.1:4010", undefined, terminal("", false))).toBeNull();
  });

  it("is asked at the terminal, if the account is a production account", async () => {
    expect(await reasonFor(production, undefined, terminal(" new tiers "))).toBe("new tiers");
    expect(await reasonFor(production, "ticket 7", terminal("", false))).toBe("ticket 7");
  });

  it("must be given", async () => {
    await expect(reasonFor(production, undefined, terminal(""))).rejects.toThrow(/only for a reason/);
    await expect(reasonFor(production, " ", terminal("", false))).rejects.toThrow(/--reason TEXT/);
    await expect(reasonFor(production, undefined, terminal("why", false))).rejects.toThrow(/--reason TEXT/);
  });
});
