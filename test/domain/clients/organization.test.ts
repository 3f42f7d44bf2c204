import { describe, expect, it } from "vitest";

import {
  changeBetween,
  decideNameTaken,
  desiredOrganization,
  isSameDesire,
} from "../../../src/domain/clients/organization.ts";
import { aClient, aDesire, anOrganization, theCatalogue } from "../../support/builders.ts";

describe("the organization a client should have", () => {
  it("carries everything that is known of the client", () => {
    const client = aClient(
      {
        name: "Acme Senior Living",
        segment: "VIP",
        vertical: "Senior Living",
        domains: ["acme.example"],
        seoAnalyst: "Dana Fox",
        daAnalyst: "Sam Reyes",
        accountManager: "Lee Park",
        clientCenterId: "cc-88",
        clientHubUrn: "g5-c-1042-acme",
      },
      "C-1042",
    );

    expect(desiredOrganization(client, theCatalogue)).toEqual({
      externalId: "C-1042",
      name: "Acme Senior Living",
      domainNames: ["acme.example"],
      fields: {
        client_vertical: "Senior Living",
        client_segment: "segment_vip",
        client_service_level: "los_vip",
        account_manager: "Lee Park",
        seo_analyst: "Dana Fox",
        da_analyst: "Sam Reyes",
        client_center_id: "cc-88",
        client_hub_urn: "g5-c-1042-acme",
      },
    });
  });

  it("leaves out what nobody told us, and clears what was cleared", () => {
    const desired = desiredOrganization(aClient({ daAnalyst: null }), theCatalogue);

    expect(desired).toMatchObject({
      fields: { client_segment: "segment_vip", client_service_level: "los_vip", da_analyst: null },
    });
    expect(desired).not.toHaveProperty("fields.seo_analyst");
  });

  it("has the level of its segment unless another one is set apart", () => {
    expect(desiredOrganization(aClient({ segment: "SMB" }), theCatalogue)).toMatchObject({
      fields: { client_segment: "segment_smb", client_service_level: "los_smb" },
    });
    expect(
      desiredOrganization(aClient({ segment: "SMB", serviceLevel: "Corporate" }), theCatalogue),
    ).toMatchObject({
      fields: { client_segment: "segment_smb", client_service_level: "los_corporate" },
    });
    expect(desiredOrganization(aClient({ segment: "SMB", serviceLevel: null }), theCatalogue)).toMatchObject({
      fields: { client_service_level: "los_smb" },
    });
  });

  it("bears the name that was decided, without the domains that were withheld", () => {
    const client = aClient({ name: "Acme", domains: ["acme.example", "shared.example"] });
    const decisions = {
      name: { instead: "Acme", use: "Acme West" },
      withheldDomains: ["shared.example"],
    };

    expect(desiredOrganization({ ...client, decisions }, theCatalogue)).toMatchObject({
      name: "Acme West",
      domainNames: ["acme.example"],
    });
  });

  it("cannot be told when the catalogue has lost the segment or the level", () => {
    expect(desiredOrganization(aClient({ segment: "Gold" }), theCatalogue)).toEqual({
      problem: 'segment "Gold" is not in the service catalogue',
    });
    expect(desiredOrganization(aClient({ serviceLevel: "Gold" }), theCatalogue)).toEqual({
      problem: 'service level "Gold" is not in the service catalogue',
    });
  });
});

describe("the change between what should be and what is", () => {
  it("is nothing when they agree", () => {
    expect(changeBetween(aDesire(), anOrganization())).toBeUndefined();
  });

  it.each([
    ["another name", aDesire({ name: "Acme Inc" }), anOrganization(), { name: "Acme Inc" }],
    ["a missing external id", aDesire(), anOrganization({ externalId: null }), { externalId: "C-1" }],
    [
      "only the fields that differ",
      aDesire({ fields: { client_segment: "segment_smb", client_service_level: "los_vip" } }),
      anOrganization(),
      { fields: { client_segment: "segment_smb" } },
    ],
    [
      "a field to clear",
      aDesire({ fields: { seo_analyst: null } }),
      anOrganization({ fields: { seo_analyst: "Dana Fox" } }),
      { fields: { seo_analyst: null } },
    ],
    [
      "a domain to add, with those that people added",
      aDesire({ domainNames: ["acme.example"] }),
      anOrganization({ domainNames: ["acme.test"] }),
      { domainNames: ["acme.test", "acme.example"] },
    ],
  ])("is %s", (_, desired, actual, change) => {
    expect(changeBetween(desired, actual)).toEqual(change);
  });

  it.each([
    ["a domain that people added", aDesire(), anOrganization({ domainNames: ["acme.test"] })],
    [
      "a domain in other letters",
      aDesire({ domainNames: ["acme.example"] }),
      anOrganization({ domainNames: ["Acme.Example"] }),
    ],
    [
      "a field of somebody else",
      aDesire(),
      anOrganization({ fields: { ...aDesire().fields, sales_owner: "Max" } }),
    ],
    [
      "a cleared field that Zendesk shows as empty text",
      aDesire({ fields: { seo_analyst: null } }),
      anOrganization({ fields: { seo_analyst: "" } }),
    ],
    [
      "a cleared field that Zendesk does not show",
      aDesire({ fields: { seo_analyst: null } }),
      anOrganization({ fields: {} }),
    ],
  ])("is nothing for %s", (_, desired, actual) => {
    expect(changeBetween(desired, actual)).toBeUndefined();
  });
});

describe("what Zendesk last agreed to", () => {
  it.each([
    ["the same", aDesire(), true],
    ["another name", aDesire({ name: "Acme Inc" }), false],
    ["another value", aDesire({ fields: { ...aDesire().fields, seo_analyst: "Dana" } }), false],
    ["a value to clear", aDesire({ fields: { ...aDesire().fields, seo_analyst: null } }), false],
    ["a domain more", aDesire({ domainNames: ["acme.example"] }), false],
  ])("is still all we want, given %s: %j", (_, desired, same) => {
    expect(isSameDesire(aDesire(), desired)).toBe(same);
  });

  it("is still all we want when a domain is no longer named: we never remove one", () => {
    expect(isSameDesire(aDesire({ domainNames: ["acme.example"] }), aDesire())).toBe(true);
  });
});

describe("an organization that has the client's name already", () => {
  const desired = aDesire({ domainNames: ["acme.example"] });

  it("is adopted when it is nobody's and shares a domain", () => {
    const organization = anOrganization({ externalId: null, domainNames: ["ACME.example", "acme.test"] });

    expect(decideNameTaken(desired, [organization])).toEqual({ kind: "adopt", organization });
  });

  it("is a conflict when it is another client's, even with the same domain", () => {
    const organization = anOrganization({ externalId: "C-9", domainNames: ["acme.example"] });

    expect(decideNameTaken(desired, [organization])).toEqual({
      kind: "conflict",
      organization,
      why: "it belongs to client C-9",
    });
  });

  it("is a conflict when it shares no domain", () => {
    const organization = anOrganization({ externalId: null, domainNames: ["other.example"] });

    expect(decideNameTaken(desired, [organization])).toMatchObject({ kind: "conflict" });
  });

  it("is adopted, whoever's it is, when a person chose it", () => {
    const first = anOrganization({ id: 1, externalId: "C-9" });
    const chosen = anOrganization({ id: 2, externalId: "C-9" });

    expect(decideNameTaken(desired, [first, chosen], 2)).toEqual({ kind: "adopt", organization: chosen });
    expect(decideNameTaken(desired, [first], 2)).toMatchObject({ kind: "conflict" });
  });

  it("may be gone again when we look", () => {
    expect(decideNameTaken(desired, [])).toEqual({ kind: "vanished" });
  });
});
