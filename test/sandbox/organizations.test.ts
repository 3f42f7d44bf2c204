import { describe, expect, it } from "vitest";
import { calling, clockAt } from "./calling.ts";

const notFound = { error: "RecordNotFound", description: "Not found" };
const invalid = (details: object): object => ({
  error: "RecordInvalid",
  description: "Record validation errors",
  details,
});
const nameTaken = (name: string): object =>
  invalid({ name: [{ description: `Name: ${name} has already been taken`, error: "DuplicateValue" }] });

describe("an organization", () => {
  it("is created with Zendesk's defaults and shown with every field, unset ones as null", async () => {
    const { now } = clockAt("2026-11-20T15:04:05.678Z");
    await using zendesk = await calling({ now });

    const answer = await zendesk.call("POST", "/api/v2/organizations.json", {
      organization: { name: "  Acme Senior Living ", external_id: "C-1042" },
    });

    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({
      organization: {
        url: `${zendesk.sandbox.url}/api/v2/organizations/31204500002322.json`,
        id: 31204500002322,
        name: "Acme Senior Living",
        shared_tickets: false,
        shared_comments: false,
        external_id: "C-1042",
        created_at: "2026-11-20T15:04:05Z",
        updated_at: "2026-11-20T15:04:05Z",
        domain_names: [],
        details: null,
        notes: null,
        group_id: null,
        tags: [],
        organization_fields: {
          client_vertical: null,
          client_segment: null,
          client_service_level: null,
          account_manager: null,
          seo_analyst: null,
          da_analyst: null,
          client_center_id: null,
          client_hub_urn: null,
        },
      },
    });
  });

  it("keeps what an update leaves out, field by field, and replaces lists", async () => {
    const clock = clockAt("2026-11-20T15:00:00Z");
    await using zendesk = await calling({ now: clock.now });
    const id = await zendesk.create({
      name: "Acme",
      external_id: "C-1",
      domain_names: ["acme.example", "acme.test"],
      organization_fields: { seo_analyst: "Dana Fox", da_analyst: "Kim Roe" },
    });

    clock.set("2026-11-20T15:00:09Z");
    const { status } = await zendesk.call("PUT", `/api/v2/organizations/${id}.json`, {
      organization: { domain_names: ["Acme.org"], organization_fields: { da_analyst: null } },
    });

    expect(status).toBe(200);
    expect(await zendesk.show(id)).toMatchObject({
      name: "Acme",
      external_id: "C-1",
      domain_names: ["acme.org"],
      organization_fields: { seo_analyst: "Dana Fox", da_analyst: null },
      created_at: "2026-11-20T15:00:00Z",
      updated_at: "2026-11-20T15:00:09Z",
    });
  });

  it("ignores keys that a caller may not set, and names them in a header", async () => {
    await using zendesk = await calling();
    const id = await zendesk.create({ name: "Acme" });

    const answer = await zendesk.call("PUT", `/api/v2/organizations/${id}`, {
      organization: { id, nmae: "Typo", notes: "kept" },
    });

    expect(answer.status).toBe(200);
    expect(answer.headers.get("x-zendesk-api-warn")).toBe(
      '{:allowed_parameters=>{:controller=>"organizations", :action=>"update", :unpermitted_keys=>["organization.id", "organization.nmae"], :invalid_values=>[]}}',
    );
    expect(await zendesk.show(id)).toMatchObject({ name: "Acme", notes: "kept" });
  });

  it("ignores an unknown organization field without a word", async () => {
    await using zendesk = await calling();

    const answer = await zendesk.call("POST", "/api/v2/organizations", {
      organization: { name: "Acme", organization_fields: { acount_manager: "Lee" } },
    });

    expect(answer.status).toBe(201);
    expect(answer.headers.get("x-zendesk-api-warn")).toBeNull();
    expect(answer.text).not.toContain("Lee");
  });

  it.each([
    ["a name that differs in case and white space only", { name: " ACME " }, nameTaken("ACME")],
    [
      "an external id that differs in case only",
      { name: "Other", external_id: "c-1" },
      invalid({
        external_id: [{ description: "External has already been taken", error: "DuplicateValue" }],
      }),
    ],
    [
      "no name",
      { external_id: "C-2" },
      invalid({ name: [{ description: "Name: cannot be blank", error: "BlankValue" }] }),
    ],
  ])("is refused with %s", async (_, organization, body) => {
    await using zendesk = await calling();
    await zendesk.create({ name: "Acme", external_id: "C-1" });

    const answer = await zendesk.call("POST", "/api/v2/organizations", { organization });

    expect([answer.status, answer.body]).toEqual([422, body]);
  });

  it("may take its own name again, but not that of another", async () => {
    await using zendesk = await calling();
    const id = await zendesk.create({ name: "Acme" });
    await zendesk.create({ name: "Bright" });

    const own = await zendesk.call("PUT", `/api/v2/organizations/${id}`, { organization: { name: "ACME" } });
    const other = await zendesk.call("PUT", `/api/v2/organizations/${id}`, {
      organization: { name: "bright" },
    });

    expect(own.status).toBe(200);
    expect([other.status, other.body]).toEqual([422, nameTaken("bright")]);
  });

  it("frees its name and external id when it is deleted", async () => {
    await using zendesk = await calling();
    const id = await zendesk.create({ name: "Acme", external_id: "C-1" });

    const deleted = await zendesk.call("DELETE", `/api/v2/organizations/${id}.json`);

    expect([deleted.status, deleted.text]).toEqual([204, ""]);
    expect((await zendesk.call("GET", `/api/v2/organizations/${id}`)).body).toEqual(notFound);
    expect(await zendesk.create({ name: "acme", external_id: "c-1" })).not.toBe(id);
  });

  it.each([
    ["GET", "/api/v2/organizations/9223372036854775807.json", 404, notFound],
    ["GET", "/api/v2/organisations", 404, { error: "InvalidEndpoint", description: "Not found" }],
    [
      "GET",
      "/api/v2/organizations/acme",
      400,
      {
        error: {
          title: "Invalid attribute",
          message:
            "You passed an invalid value for the id attribute. Invalid parameter: id must be an integer from api/v2/organizations/show",
        },
      },
    ],
  ])("%s %s is answered %i", async (method, path, status, body) => {
    await using zendesk = await calling();

    const answer = await zendesk.call(method, path);

    expect([answer.status, answer.body]).toEqual([status, body]);
  });

  it.each([
    ["{", 422, '{"error":"Unprocessable Entity","message":"Server could not parse JSON"}'],
    ["{}", 400, "Required parameter missing: organization"],
    [
      '{"organization":{"external_id":1042}}',
      400,
      '{"error":{"title":"Invalid attribute","message":"You passed an invalid value for the organization.external_id attribute. Invalid parameter: organization.external_id must be a string from api/v2/organizations/create"}}',
    ],
  ])("cannot be made of %s", async (sent, status, text) => {
    await using zendesk = await calling();

    const answer = await zendesk.call("POST", "/api/v2/organizations", sent);

    expect([answer.status, answer.text]).toEqual([status, text]);
  });
});

describe("create_or_update", () => {
  const path = "/api/v2/organizations/create_or_update.json";

  it("creates what it does not know (201) and updates what it finds by external id in any case (200)", async () => {
    await using zendesk = await calling();

    const first = await zendesk.call("POST", path, { organization: { name: "Acme", external_id: "C-1" } });
    const second = await zendesk.call("POST", path, {
      organization: { name: "Acme Living", external_id: "c-1" },
    });

    expect([first.status, second.status]).toEqual([201, 200]);
    expect(zendesk.sandbox.account.organizations.size).toBe(1);
    expect(second.body).toMatchObject({ organization: { name: "Acme Living", external_id: "c-1" } });
  });

  it("finds by id", async () => {
    await using zendesk = await calling();
    const id = await zendesk.create({ name: "Acme" });

    const answer = await zendesk.call("POST", path, {
      organization: { id, name: "Acme", external_id: "C-1" },
    });

    expect(answer.status).toBe(200);
    expect(answer.headers.get("x-zendesk-api-warn")).toBeNull();
    expect(await zendesk.show(id)).toMatchObject({ external_id: "C-1" });
  });

  it("never finds by name: the name of another organization is refused", async () => {
    await using zendesk = await calling({ organizations: [{ name: "Acme" }] });

    const answer = await zendesk.call("POST", path, { organization: { name: "acme", external_id: "C-1" } });

    expect([answer.status, answer.body]).toEqual([422, nameTaken("acme")]);
  });
});

describe("finding organizations", () => {
  const organizations = [
    { name: "Acme", external_id: "C-1" },
    { name: "Acme Living", external_id: "C-2" },
    { name: "Bright" },
  ];

  it.each([
    ["search.json?external_id=c-1", ["Acme"]],
    ["search?external_id=C-", []],
    ["search?name=ACME", ["Acme"]],
    ["search?name=Acm", []],
    ["autocomplete?name=acm", ["Acme", "Acme Living"]],
    ["show_many?external_ids=c-2,C-1,C-404", ["Acme Living", "Acme"]],
    ["show_many?ids=31204500002578,1", ["Bright"]],
  ])("%s finds %j", async (query, names) => {
    await using zendesk = await calling({ organizations });

    const { status, body } = await zendesk.call("GET", `/api/v2/organizations/${query}`);

    expect(status).toBe(200);
    expect(body).toEqual({
      organizations: names.map((name) => expect.objectContaining({ name })),
      next_page: null,
      previous_page: null,
      count: names.length,
    });
  });

  it.each([
    ["search", 400, "Required parameter missing: name"],
    ["autocomplete", 400, "Required parameter missing: name"],
    ["show_many", 400, "Required parameter missing: ids"],
  ])("%s asks for something to look for", async (query, status, text) => {
    await using zendesk = await calling();

    const answer = await zendesk.call("GET", `/api/v2/organizations/${query}`);

    expect([answer.status, answer.text]).toEqual([status, text]);
  });

  it("shows at most a hundred at once", async () => {
    await using zendesk = await calling();
    const ids = Array.from({ length: 101 }, (_, index) => index).join(",");

    const answer = await zendesk.call("GET", `/api/v2/organizations/show_many?ids=${ids}`);

    expect(answer.status).toBe(400);
    expect(answer.body).toEqual({
      error: "TooManyValues",
      description: "Parameter ids cannot specify more than 100 values",
      max_count: 100,
    });
  });
});
