import { describe, expect, it } from "vitest";

import type { Catalogue } from "../../../src/domain/catalogue/catalogue.ts";
import { correctionOf, isUndone } from "../../../src/domain/clients/correct-organization.ts";
import { aDesire, anOrganization, theCatalogue } from "../../support/builders.ts";

describe("a difference between what should be and what is", () => {
  const restore = theCatalogue;
  const report: Catalogue = {
    ...theCatalogue,
    fullCompare: { ...theCatalogue.fullCompare, onManualEdit: "report" },
  };
  const agreed = aDesire({ fields: { seo_analyst: "Dana Fox", da_analyst: "Sam Reyes" } });
  const unedited = anOrganization({ fields: agreed.fields });
  const edited = anOrganization({ name: "Acme Ltd", fields: { ...agreed.fields, seo_analyst: "by hand" } });
  const undoing = { name: "Acme", fields: { seo_analyst: "Dana Fox" } };
  const calm = { confirmed: agreed, isDoubted: false };
  const doubted = { confirmed: agreed, isDoubted: true };

  it("is a manual edit when Zendesk had agreed to all we want: restored or reported as the catalogue says", () => {
    expect(correctionOf(agreed, edited, doubted, restore)).toEqual({
      what: "organization.restored",
      change: undoing,
    });
    expect(correctionOf(agreed, edited, doubted, report)).toEqual({
      what: "organization.edited",
      change: undoing,
    });
  });

  it("is an update of all that differs when nothing was agreed yet", () => {
    expect(correctionOf(agreed, edited, { confirmed: null, isDoubted: false }, report)).toEqual({
      what: "organization.updated",
      change: undoing,
    });
  });

  const fields = { ...agreed.fields, da_analyst: "Kim Wu" };
  it.each([
    ["what is new, and manual edits stay", calm, restore, { fields: { da_analyst: "Kim Wu" } }],
    [
      "what is new, and manual edits stay when they are only reported",
      doubted,
      report,
      { fields: { da_analyst: "Kim Wu" } },
    ],
    [
      "all of it when we came to restore manual edits",
      doubted,
      restore,
      { name: "Acme", fields: { seo_analyst: "Dana Fox", da_analyst: "Kim Wu" } },
    ],
  ])("is, when something else is wanted now, an update of %s", (_, agreement, catalogue, change) => {
    expect(correctionOf({ ...agreed, fields }, edited, agreement, catalogue)).toEqual({
      what: "organization.updated",
      change,
    });
  });

  it.each([
    ["a new name", { name: "Acme West" }, { name: "Acme West" }],
    ["a new domain", { domainNames: ["acme.example"] }, { domainNames: ["acme.example"] }],
    [
      "a field to clear",
      { fields: { ...agreed.fields, seo_analyst: null } },
      { fields: { seo_analyst: null } },
    ],
  ])("is, when %s is wanted now, an update of it", (_, wanted, change) => {
    expect(correctionOf({ ...agreed, ...wanted }, unedited, calm, report)).toEqual({
      what: "organization.updated",
      change,
    });
  });

  it("is an update of a new domain, and one that somebody removed stays away", () => {
    const before = aDesire({ domainNames: ["acme.example"] });
    const wanted = { ...before, domainNames: ["acme.example", "acme.test"] };

    expect(correctionOf(wanted, unedited, { confirmed: before, isDoubted: false }, restore)).toEqual({
      what: "organization.updated",
      change: { domainNames: ["acme.test"] },
    });
  });

  it("is an update of the external id, whoever removed it: by that we find the organization again", () => {
    const lost = { ...edited, externalId: null };

    expect(correctionOf({ ...agreed, fields }, lost, calm, report)?.change).toEqual({
      externalId: "C-1",
      fields: { da_analyst: "Kim Wu" },
    });
  });

  it("is nothing to us when somebody made the new change by hand, and another one", () => {
    const both = { ...edited, fields: { ...edited.fields, da_analyst: "Kim Wu" } };

    expect(correctionOf({ ...agreed, fields }, both, calm, restore)).toBeUndefined();
  });

  it("may be none", () => {
    expect(correctionOf(agreed, unedited, doubted, restore)).toBeUndefined();
  });
});

describe("what was as desired before a write", () => {
  const desired = aDesire({
    domainNames: ["acme.example"],
    fields: { seo_analyst: "Dana Fox", da_analyst: null },
  });
  const whole = { domainNames: ["acme.example"], fields: desired.fields };
  const edited = { ...whole, fields: { ...desired.fields, seo_analyst: "by hand" } };

  it.each([
    ["is so after it", whole, whole, false],
    ["was not so before", edited, edited, false],
    ["was not so before, and is now", edited, whole, false],
    ["has another field", whole, edited, true],
    [
      "has another field than the one before",
      { ...whole, fields: { ...desired.fields, da_analyst: "Kim" } },
      edited,
      true,
    ],
    ["has another name", whole, { ...whole, name: "Acme Ltd" }, true],
    ["has lost a domain", whole, { ...whole, domainNames: [] }, true],
    ["has lost its external id", whole, { ...whole, externalId: null }, true],
  ])("%s", (_, before, after, expected) => {
    expect(isUndone(desired, anOrganization(before), anOrganization(after))).toBe(expected);
  });
});
