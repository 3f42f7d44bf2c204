import { beforeEach, describe, expect, it } from "vitest";
import type { OrganizationChange } from "../../src/domain/clients/organization.ts";
import type { Organizations } from "../../src/jobs/ports.ts";
import { aDesire } from "../support/builders.ts";
import { oddExternalIds } from "./odd-external-ids.ts";

/** An account without organizations, and what people do in it by hand. */
export type AccountOfOrganizations = {
  readonly organizations: Organizations;
  createByHand(organization: OrganizationChange): number;
  removeByHand(id: number): void;
};

/** What `Organizations` promises, whoever keeps it. */
export function describeOrganizations(who: string, newAccount: () => Promise<AccountOfOrganizations>): void {
  let organizations: Organizations;
  let account: AccountOfOrganizations;
  beforeEach(async () => {
    account = await newAccount();
    ({ organizations } = account);
  });

  /** How a promise was refused, in words that are the same for all keepers. */
  async function refusalOf(promise: Promise<unknown>): Promise<unknown> {
    const err: unknown = await promise.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    const { name, code, fields } = err as { name?: string; code?: string; fields?: unknown };
    return { name, code, ...(fields !== undefined && { fields }) };
  }

  describe(`an organization that was created (${who})`, () => {
    it("is answered, and found by id, by external id and by name", async () => {
      const created = await organizations.create({
        externalId: "C-1",
        name: "Acme Senior Living",
        domainNames: ["acme.example", "acme-living.example"],
        fields: {
          client_segment: "segment_vip",
          client_service_level: "los_key_account",
          client_vertical: "Senior Living",
          da_analyst: null,
        },
      });

      expect(created).toEqual({
        id: expect.any(Number),
        externalId: "C-1",
        name: "Acme Senior Living",
        domainNames: ["acme.example", "acme-living.example"],
        fields: {
          client_segment: "segment_vip",
          client_service_level: "los_key_account",
          client_vertical: "Senior Living",
          account_manager: null,
          seo_analyst: null,
          da_analyst: null,
          client_center_id: null,
          client_hub_urn: null,
        },
        updatedAt: expect.any(String),
      });
      expect(await organizations.findById(created.id)).toEqual(created);
      expect(await organizations.findByExternalId("C-1")).toEqual(created);
      expect(await organizations.listByName("Acme Senior Living")).toEqual([created]);
    });

    it("without domains has none", async () => {
      const created = await organizations.create(aDesire({ domainNames: [] }));

      expect(created.domainNames).toEqual([]);
    });

    it("keeps domain names in small letters, each once", async () => {
      const created = await organizations.create(aDesire({ domainNames: ["Acme.Example", "acme.example"] }));

      expect(created.domainNames).toEqual(["acme.example"]);
    });

    it("has no white space around its name", async () => {
      const created = await organizations.create(aDesire({ name: "  Acme " }));

      expect(created.name).toBe("Acme");
    });

    it("lacks the fields that the account does not have", async () => {
      const created = await organizations.create(aDesire({ fields: { shoe_size: "44" } }));

      expect(created.fields).not.toHaveProperty("shoe_size");
    });

    it("cannot have an option that a dropdown does not have", async () => {
      const refusal = await refusalOf(
        organizations.create(aDesire({ fields: { client_segment: "segment_gold" } })),
      );

      expect(refusal).toEqual({
        name: "Rejected",
        code: "zendesk-422:organization_fields",
        fields: { organization_fields: ["InvalidValue"] },
      });
      expect(await organizations.findByExternalId("C-1")).toBeUndefined();
    });
  });

  describe(`an external id (${who})`, () => {
    it("is found whatever its case", async () => {
      const { id } = await organizations.create(aDesire({ externalId: "Client-a" }));

      expect(await organizations.findByExternalId("CLIENT-A")).toMatchObject({ id, externalId: "Client-a" });
    });

    it.each(oddExternalIds)("may be %j", async (externalId) => {
      await organizations.create(aDesire({ externalId: "somebody else", name: "Other" }));
      const { id } = await organizations.create(aDesire({ externalId }));

      expect(await organizations.findByExternalId(externalId)).toMatchObject({ id, externalId });
    });

    it("belongs to one organization, whatever its case", async () => {
      await organizations.create(aDesire({ externalId: "C-1", name: "Acme" }));

      const refusal = await refusalOf(organizations.create(aDesire({ externalId: "c-1", name: "Other" })));

      expect(refusal).toEqual({
        name: "Rejected",
        code: "zendesk-422:external_id",
        fields: { external_id: ["DuplicateValue"] },
      });
    });

    it("that nobody has is not found", async () => {
      expect(await organizations.findByExternalId("C-404")).toBeUndefined();
    });
  });

  describe(`a name (${who})`, () => {
    it.each(["ACME", "acme", " Acme  "])("is the same when it is spelled %j", async (spelling) => {
      const { id } = await organizations.create(aDesire({ name: "Acme" }));

      expect(await organizations.listByName(spelling)).toMatchObject([{ id, name: "Acme" }]);
      expect(await refusalOf(organizations.create(aDesire({ externalId: "C-2", name: spelling })))).toEqual({
        name: "Rejected",
        code: "zendesk-422:name",
        fields: { name: ["DuplicateValue"] },
      });
    });

    it.each(["A & B = C + D", "50% off?", "Zoë / 株式会社 #1", "Smith, Jones"])("may be %j", async (name) => {
      const { id } = await organizations.create(aDesire({ name }));

      expect(await organizations.listByName(name)).toMatchObject([{ id, name }]);
    });

    it("that nobody has is not found", async () => {
      expect(await organizations.listByName("Nobody")).toEqual([]);
    });

    it("and the external id may both be taken", async () => {
      await organizations.create(aDesire());

      const refusal = await refusalOf(organizations.create(aDesire()));

      expect(refusal).toMatchObject({
        name: "Rejected",
        fields: { name: ["DuplicateValue"], external_id: ["DuplicateValue"] },
      });
    });
  });

  describe(`an update (${who})`, () => {
    it("writes what it names and leaves the rest", async () => {
      const before = await organizations.create(
        aDesire({
          domainNames: ["acme.example"],
          fields: { client_segment: "segment_vip", account_manager: "Lee Park", seo_analyst: "Dana Fox" },
        }),
      );

      const after = await organizations.update(before.id, {
        fields: { client_segment: "segment_smb", seo_analyst: null },
      });

      expect(after).toEqual({
        ...before,
        fields: { ...before.fields, client_segment: "segment_smb", seo_analyst: null },
        updatedAt: expect.any(String),
      });
      expect(await organizations.findById(before.id)).toEqual(after);
    });

    it("replaces all domain names", async () => {
      const { id } = await organizations.create(aDesire({ domainNames: ["one.example", "two.example"] }));

      const after = await organizations.update(id, { domainNames: ["three.example"] });

      expect(after.domainNames).toEqual(["three.example"]);
    });

    it("may rename, to another spelling of its own name too", async () => {
      const { id } = await organizations.create(aDesire({ name: "Acme" }));

      expect(await organizations.update(id, { name: "ACME" })).toMatchObject({ id, name: "ACME" });
      expect(await organizations.update(id, { name: "Apex" })).toMatchObject({ id, name: "Apex" });
    });

    it("cannot take another organization's name", async () => {
      await organizations.create(aDesire({ externalId: "C-1", name: "Acme" }));
      const other = await organizations.create(aDesire({ externalId: "C-2", name: "Apex" }));

      const refusal = await refusalOf(organizations.update(other.id, { name: "acme" }));

      expect(refusal).toEqual({
        name: "Rejected",
        code: "zendesk-422:name",
        fields: { name: ["DuplicateValue"] },
      });
      expect(await organizations.findById(other.id)).toEqual(other);
    });

    it("may make an organization of nobody's a client's", async () => {
      const id = account.createByHand({ name: "Acme", domainNames: ["acme.example"] });
      expect(await organizations.findById(id)).toMatchObject({ externalId: null });

      const after = await organizations.update(id, { externalId: "C-1" });

      expect(after).toMatchObject({ id, externalId: "C-1", name: "Acme", domainNames: ["acme.example"] });
    });

    it("of an organization that is gone is to be tried again", async () => {
      const { id } = await organizations.create(aDesire());
      account.removeByHand(id);

      expect(await refusalOf(organizations.update(id, { name: "Apex" }))).toEqual({
        name: "BadAnswer",
        code: "zendesk-404",
      });
      expect(await organizations.findById(id)).toBeUndefined();
    });
  });

  describe(`an id that no organization has (${who})`, () => {
    it("is not found", async () => {
      expect(await organizations.findById(404_404)).toBeUndefined();
    });
  });
}
