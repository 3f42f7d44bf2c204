import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { correctionOf } from "../../../src/domain/clients/correct-organization.ts";
import {
  changeBetween,
  type DesiredOrganization,
  hasDomain,
  isSameDesire,
  type Organization,
  type OrganizationChange,
} from "../../../src/domain/clients/organization.ts";
import { theCatalogue } from "../../support/builders.ts";
import { runs } from "../../support/runs.ts";

const domains = fc.uniqueArray(fc.constantFrom("a.example", "B.example", "b.example", "c.example"), {
  selector: (name) => name.toLowerCase(),
});
const name = fc.constantFrom("Acme", "acme", "Bravo");
const fieldKeys = ["client_segment", "seo_analyst", "da_analyst"] as const;
const text = fc.constantFrom(null, "Dana", "Kim");

const desire: fc.Arbitrary<DesiredOrganization> = fc.record({
  externalId: fc.constant("C-1"),
  name,
  domainNames: domains,
  fields: fc.dictionary(fc.constantFrom(...fieldKeys), text),
});
const organization: fc.Arbitrary<Organization> = fc.record({
  id: fc.constant(7),
  externalId: fc.constantFrom(null, "C-1", "c-1"),
  name,
  domainNames: domains,
  fields: fc
    .tuple(text, text, text)
    .map((values) => Object.fromEntries(fieldKeys.map((key, index) => [key, values[index] ?? ""]))),
  updatedAt: fc.constant("2026-11-20T15:00:00.000000000Z"),
});

/** As Zendesk does it: a list replaces a list, a field that is not named stays. */
function withChange(actual: Organization, change: OrganizationChange | undefined): Organization {
  const { fields = {}, ...own } = change ?? {};
  return { ...actual, ...own, fields: { ...actual.fields, ...fields } };
}

describe("whatever an organization is and should be", () => {
  it("the change makes it so, and then there is none", () => {
    fc.assert(
      fc.property(desire, organization, (desired, actual) => {
        const after = withChange(actual, changeBetween(desired, actual));

        expect(changeBetween(desired, after)).toBeUndefined();
        expect(desired.domainNames.every((one) => hasDomain(after, one))).toBe(true);
      }),
      runs(300),
    );
  });

  it("the change takes no domain away, and names no field that nobody asked for", () => {
    fc.assert(
      fc.property(desire, organization, (desired, actual) => {
        const change = changeBetween(desired, actual);

        const kept = change?.domainNames ?? actual.domainNames;
        expect(kept.slice(0, actual.domainNames.length)).toEqual(actual.domainNames);
        expect(Object.keys(change?.fields ?? {}).filter((key) => !(key in desired.fields))).toEqual([]);
      }),
      runs(300),
    );
  });
});

describe("whatever was agreed before", () => {
  const fullCompare = { ...theCatalogue.fullCompare, onManualEdit: "restore" as const };
  const restoring = { ...theCatalogue, fullCompare };
  const agreement = fc.record({ confirmed: fc.option(desire), isDoubted: fc.boolean() });

  it("nothing is corrected in an organization that is as it should be", () => {
    fc.assert(
      fc.property(desire, organization, agreement, (desired, actual, agreed) => {
        const right = withChange(actual, changeBetween(desired, actual));

        expect(correctionOf(desired, right, agreed, restoring)).toBeUndefined();
      }),
      runs(300),
    );
  });

  it("looked at after everything was doubted, one write ends all difference", () => {
    fc.assert(
      fc.property(desire, organization, fc.option(desire), (desired, actual, confirmed) => {
        const correction = correctionOf(desired, actual, { confirmed, isDoubted: true }, restoring);

        expect(changeBetween(desired, withChange(actual, correction?.change))).toBeUndefined();
      }),
      runs(300),
    );
  });

  it("a new desire that was not doubted writes no field whose desire is old", () => {
    fc.assert(
      fc.property(desire, organization, desire, (desired, actual, confirmed) => {
        fc.pre(!isSameDesire(confirmed, desired));
        const correction = correctionOf(desired, actual, { confirmed, isDoubted: false }, restoring);

        const written = Object.keys(correction?.change.fields ?? {});
        expect(written.filter((key) => desired.fields[key] === confirmed.fields[key])).toEqual([]);
        expect(desired.name === confirmed.name && correction?.change.name !== undefined).toBe(false);
      }),
      runs(300),
    );
  });
});
