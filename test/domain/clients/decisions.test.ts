import { describe, expect, it } from "vitest";

import type { Decision } from "../../../src/domain/clients/conflict.ts";
import {
  decidedDomains,
  decidedName,
  type Decisions,
  type Deciding,
  withDecision,
} from "../../../src/domain/clients/decisions.ts";

describe("what a client is called in Zendesk", () => {
  const name = { instead: "Acme", use: "Acme West" };

  it.each<[string, string, Decisions | undefined, string]>([
    ["nobody decided anything", "Acme", undefined, "Acme"],
    ["something else was decided", "Acme", { adopt: 7001 }, "Acme"],
    ["it was renamed", "Acme", { name }, "Acme West"],
    ["it was renamed, and accounting calls it otherwise by now", "Apex", { name }, "Apex"],
  ])("when %s", (_, said, decisions, called) => {
    expect(decidedName(said, decisions)).toBe(called);
  });
});

describe("the domains that its organization gets from us", () => {
  it.each<[string, Decisions | undefined, readonly string[]]>([
    ["are those of accounting", undefined, ["acme.example", "Acme.test"]],
    ["but not what is withheld, in capitals or not", { withheldDomains: ["acme.test"] }, ["acme.example"]],
  ])("%s", (_, decisions, domains) => {
    expect(decidedDomains(["acme.example", "Acme.test"], decisions)).toEqual(domains);
  });
});

describe("what is kept of a decision", () => {
  const organization = { id: 7001, name: "Acme", externalId: null, domainNames: [] };
  const held: Decisions = { withheldDomains: ["a.example"], adopt: 7 };
  const deciding = (decision: Decision, about: Partial<Deciding["about"]> = {}): Deciding => ({
    decision,
    about: { sides: [], ...about },
    said: "Acme",
    name: "Acme West",
  });

  it.each<[Deciding, Decisions]>([
    [deciding("adopt", { organization }), { ...held, adopt: 7001 }],
    [deciding("rename"), { ...held, name: { instead: "Acme", use: "Acme West" } }],
    [
      deciding("withhold", { domains: ["b.example", "a.example"] }),
      { ...held, withheldDomains: ["a.example", "b.example"] },
    ],
    [deciding("restore", { organization }), held],
    [deciding("ignore", { organization }), held],
  ])("$decision", (decision, kept) => {
    expect(withDecision(held, decision)).toEqual(kept);
  });
});
