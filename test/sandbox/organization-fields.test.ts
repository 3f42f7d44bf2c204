import { describe, expect, it } from "vitest";
import { calling, clockAt } from "./calling.ts";

const fields = "/api/v2/organization_fields";

const tier = {
  key: "tier",
  title: "Tier",
  type: "dropdown",
  custom_field_options: [
    { name: "Gold", value: "tier_gold" },
    { name: "Tin", value: "tier_tin" },
  ],
};

describe("a dropdown field of an organization", () => {
  it("tags the organization with the chosen option, and only with that one", async () => {
    await using zendesk = await calling();
    const id = await zendesk.create({
      name: "Acme",
      tags: ["legacy"],
      organization_fields: { client_service_level: "los_vip", client_segment: "segment_vip" },
    });
    const choose = (value: string | null): Promise<unknown> =>
      zendesk.call("PUT", `/api/v2/organizations/${id}`, {
        organization: { organization_fields: { client_service_level: value } },
      });

    expect(await zendesk.show(id)).toMatchObject({ tags: ["legacy", "los_vip", "segment_vip"] });
    await choose("los_smb");
    expect(await zendesk.show(id)).toMatchObject({ tags: ["legacy", "segment_vip", "los_smb"] });
    await choose(null);
    expect(await zendesk.show(id)).toMatchObject({
      tags: ["legacy", "segment_vip"],
      organization_fields: { client_service_level: null },
    });
  });

  it("takes no value that is not one of its options", async () => {
    await using zendesk = await calling();

    const answer = await zendesk.call("POST", "/api/v2/organizations", {
      organization: { name: "Acme", organization_fields: { client_service_level: "VIP" } },
    });

    expect(answer.status).toBe(422);
    expect(answer.body).toEqual({
      error: "RecordInvalid",
      description: "Record validation errors",
      details: {
        organization_fields: [{ description: "Client service level: is invalid", error: "InvalidValue" }],
      },
    });
    expect(zendesk.sandbox.account.organizations.size).toBe(0);
  });

  it("loses an option that an update leaves out, and with it the value and the tag of organizations", async () => {
    await using zendesk = await calling();
    const created = await zendesk.call("POST", "/api/v2/organization_fields", { organization_field: tier });
    const gold = await zendesk.create({ name: "Acme", organization_fields: { tier: "tier_gold" } });
    const tin = await zendesk.create({ name: "Bright", organization_fields: { tier: "tier_tin" } });

    const answer = await zendesk.call("PUT", "/api/v2/organization_fields/tier", {
      organization_field: {
        custom_field_options: [
          { id: null, name: "Lead", value: "tier_lead" },
          { name: "Tin can", value: "tier_tin" },
        ],
      },
    });

    expect(created.body).toMatchObject({
      organization_field: { custom_field_options: [{ id: 31204500002450 }, { id: 31204500002578 }] },
    });
    expect(answer.body).toMatchObject({
      organization_field: {
        custom_field_options: [
          { name: "Lead", raw_name: "Lead", value: "tier_lead" },
          { id: 31204500002578, name: "Tin can", raw_name: "Tin can", value: "tier_tin" },
        ],
      },
    });
    expect(await zendesk.show(gold)).toMatchObject({ tags: [], organization_fields: { tier: null } });
    expect(await zendesk.show(tin)).toMatchObject({
      tags: ["tier_tin"],
      organization_fields: { tier: "tier_tin" },
    });
  });
});

describe("an organization field", () => {
  it("is created, at the end of the list, and found by id and by key", async () => {
    const { now } = clockAt("2026-11-20T15:04:05Z");
    await using zendesk = await calling({ now, seedFields: false });

    const created = await zendesk.call("POST", "/api/v2/organization_fields.json", {
      organization_field: { key: "hub_urn", title: "Hub URN" },
    });
    const byKey = await zendesk.call("GET", "/api/v2/organization_fields/hub_urn.json");
    const byId = await zendesk.call("GET", "/api/v2/organization_fields/31204500000274");

    const field = {
      url: `${zendesk.sandbox.url}/api/v2/organization_fields/31204500000274.json`,
      id: 31204500000274,
      type: "text",
      key: "hub_urn",
      title: "Hub URN",
      description: "",
      raw_title: "Hub URN",
      raw_description: "",
      position: 0,
      active: true,
      system: false,
      regexp_for_validation: null,
      created_at: "2026-11-20T15:04:05Z",
      updated_at: "2026-11-20T15:04:05Z",
    };
    expect([created.status, created.body]).toEqual([
      201,
      { organization_field: { ...field, position: 9999 } },
    ]);
    expect(byKey.body).toEqual({ organization_field: field });
    expect(byId.body).toEqual({ organization_field: field });
  });

  it("keeps its key and its type", async () => {
    await using zendesk = await calling();

    const answer = await zendesk.call("PUT", "/api/v2/organization_fields/seo_analyst", {
      organization_field: { key: "seo", type: "dropdown", title: "SEO" },
    });

    expect(answer.body).toMatchObject({
      organization_field: { key: "seo_analyst", type: "text", title: "SEO" },
    });
    expect(answer.headers.get("x-zendesk-api-warn")).toContain(
      '["organization_field.key", "organization_field.type"]',
    );
  });

  it.each([
    [{ title: "No key" }, { key: [{ description: "Key: cannot be blank", error: "BlankValue" }] }],
    [{ key: "no_title" }, { title: [{ description: "Title: cannot be blank", error: "BlankValue" }] }],
    [
      { key: "12", title: "Only digits" },
      { key: [{ description: "Key: is invalid", error: "InvalidValue" }] },
    ],
    [
      { key: "seo_analyst", title: "Again" },
      { key: [{ description: "Key: seo_analyst has already been taken", error: "DuplicateValue" }] },
    ],
    [
      { ...tier, custom_field_options: [] },
      { custom_field_options: [{ description: "Options: cannot be blank", error: "BlankValue" }] },
    ],
    [
      { ...tier, custom_field_options: [...tier.custom_field_options, { name: "Au", value: "tier_gold" }] },
      { custom_field_options: [{ description: "Tag: tier_gold is already used", error: "DuplicateValue" }] },
    ],
  ])("is not created from %j", async (given, details) => {
    await using zendesk = await calling();

    const answer = await zendesk.call("POST", "/api/v2/organization_fields", { organization_field: given });

    expect([answer.status, answer.body]).toEqual([
      422,
      { error: "RecordInvalid", description: "Record validation errors", details },
    ]);
  });

  it("takes its values along when it is deleted", async () => {
    await using zendesk = await calling();
    const id = await zendesk.create({ name: "Acme", organization_fields: { client_segment: "segment_vip" } });

    const answer = await zendesk.call("DELETE", "/api/v2/organization_fields/client_segment");

    expect(answer.status).toBe(204);
    expect(await zendesk.show(id)).toMatchObject({ tags: [] });
    expect(await zendesk.show(id)).not.toHaveProperty("organization_fields.client_segment");
    expect((await zendesk.call("GET", "/api/v2/organization_fields/client_segment")).status).toBe(404);
  });

  it("is not shown on organizations while it is inactive", async () => {
    await using zendesk = await calling();
    const id = await zendesk.create({ name: "Acme", organization_fields: { seo_analyst: "Dana" } });

    await zendesk.call("PUT", "/api/v2/organization_fields/seo_analyst", {
      organization_field: { active: false },
    });

    expect(await zendesk.show(id)).not.toHaveProperty("organization_fields.seo_analyst");
  });

  it.each([
    ["checkbox", true, true],
    ["integer", 7, 7],
    ["decimal", 7.5, 7.5],
    ["date", "2026-11-20", "2026-11-20"],
    ["text", 42, "42"],
    ["text", "", null],
  ])("of type %s makes %j into %j", async (type, given, kept) => {
    await using zendesk = await calling({ seedFields: false });
    await zendesk.call("POST", fields, { organization_field: { key: "it", title: "It", type } });

    const id = await zendesk.create({ name: "Acme", organization_fields: { it: given } });

    expect(await zendesk.show(id)).toHaveProperty("organization_fields.it", kept);
  });

  it.each([
    ["checkbox", "yes"],
    ["integer", 7.5],
    ["date", "tomorrow"],
    ["text", { nested: true }],
  ])("of type %s does not take %j", async (type, given) => {
    await using zendesk = await calling({ seedFields: false });
    await zendesk.call("POST", fields, { organization_field: { key: "it", title: "It", type } });

    const answer = await zendesk.call("POST", "/api/v2/organizations", {
      organization: { name: "Acme", organization_fields: { it: given } },
    });

    expect(answer.status).toBe(422);
  });

  it("of type multiselect tags every chosen option", async () => {
    await using zendesk = await calling({ seedFields: false });
    await zendesk.call("POST", "/api/v2/organization_fields", {
      organization_field: { ...tier, type: "multiselect" },
    });
    const id = await zendesk.create({
      name: "Acme",
      organization_fields: { tier: ["tier_gold", "tier_tin"] },
    });

    expect(await zendesk.show(id)).toMatchObject({ tags: ["tier_gold", "tier_tin"] });
    await zendesk.call("PUT", "/api/v2/organization_fields/tier", {
      organization_field: { custom_field_options: [{ name: "Tin", value: "tier_tin" }] },
    });
    expect(await zendesk.show(id)).toMatchObject({
      tags: ["tier_tin"],
      organization_fields: { tier: ["tier_tin"] },
    });
  });
});

describe("a fresh account", () => {
  it("has the fields of our clients, in order", async () => {
    await using zendesk = await calling();

    const { body } = await zendesk.call("GET", "/api/v2/organization_fields.json");

    expect(body).toMatchObject({
      organization_fields: [
        { key: "client_vertical", type: "text", position: 0 },
        {
          key: "client_segment",
          type: "dropdown",
          custom_field_options: [
            { value: "segment_vip" },
            { value: "segment_key_account" },
            { value: "segment_corporate" },
            { value: "segment_smb" },
          ],
        },
        {
          key: "client_service_level",
          type: "dropdown",
          custom_field_options: [
            { value: "los_vip" },
            { value: "los_key_account" },
            { value: "los_corporate" },
            { value: "los_smb" },
          ],
        },
        { key: "account_manager", type: "text" },
        { key: "seo_analyst", type: "text" },
        { key: "da_analyst", type: "text" },
        { key: "client_center_id", type: "text" },
        { key: "client_hub_urn", type: "text", position: 7 },
      ],
      next_page: null,
      previous_page: null,
      count: 8,
    });
  });

  it("has none of them when told so", async () => {
    await using zendesk = await calling({ seedFields: false });

    const { body } = await zendesk.call("GET", "/api/v2/organization_fields");

    expect(body).toEqual({ organization_fields: [], next_page: null, previous_page: null, count: 0 });
  });
});
