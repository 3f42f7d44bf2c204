import { describe, expect, it } from "vitest";

import {
  aboutDeleted,
  aboutEdit,
  aboutNameTaken,
  aboutShared,
  describeEdit,
} from "../../../src/domain/clients/conflict-sides.ts";
import { aDesire, anOrganization } from "../../support/builders.ts";

const desired = aDesire({ domainNames: ["a.example", "b.example"] });
const organization = anOrganization({ id: 7009, externalId: null, name: "ACME" });
const card = { id: 7009, externalId: null, name: "ACME", domainNames: [] };
const client = {
  title: "Client C-1",
  values: { name: "Acme", "external id": "C-1", domains: "a.example, b.example" },
};
const inZendesk = { name: "ACME", "external id": null, domains: null };

describe("both sides of a conflict about", () => {
  it("a name that is taken: the client, and the organization that bears it", () => {
    expect(aboutNameTaken(desired, organization)).toEqual({
      sides: [client, { title: "Organization 7009", values: inZendesk }],
      organization: card,
    });
    expect(aboutNameTaken(desired, organization, 7001)).toMatchObject({ ownOrganizationId: 7001 });
  });

  it("an organization of two clients: the client, and the organization with whose it is", () => {
    expect(aboutShared(desired, organization, "C-2")).toEqual({
      sides: [client, { title: "Organization 7009, of client C-2", values: inZendesk }],
      organization: card,
      otherClientId: "C-2",
    });
  });

  it("an organization that was deleted: what accounting says, and nothing", () => {
    expect(aboutDeleted(desired, 7009)).toEqual({
      sides: [
        { title: "Accounting", values: { organization: "7009", ...client.values } },
        {
          title: "Zendesk",
          values: { organization: null, name: null, "external id": null, domains: null },
        },
      ],
      ownOrganizationId: 7009,
    });
  });

  it("a manual edit: what was edited, and nothing else", () => {
    const edited = anOrganization({
      name: "Acme by hand",
      externalId: null,
      domainNames: ["b.example"],
      fields: { seo_analyst: "", is_key: true, da_analyst: "Sam" },
    });
    const about = aboutEdit(desired, edited, {
      name: "Acme",
      externalId: "C-1",
      domainNames: ["b.example", "a.example"],
      fields: { seo_analyst: "Dana", is_key: null },
    });

    expect(about.sides).toEqual([
      {
        title: "Accounting",
        values: {
          name: "Acme",
          "external id": "C-1",
          domains: "a.example, b.example",
          seo_analyst: "Dana",
          is_key: null,
        },
      },
      {
        title: "Zendesk",
        values: {
          name: "Acme by hand",
          "external id": null,
          domains: "b.example",
          seo_analyst: null,
          is_key: "true",
        },
      },
    ]);
    expect(describeEdit(about)).toBe(
      'organization 7001 was changed by hand: name "Acme by hand" instead of "Acme", external id nothing instead of "C-1", domains "b.example" instead of "a.example, b.example", seo_analyst nothing instead of "Dana", is_key "true" instead of nothing',
    );
  });
});
