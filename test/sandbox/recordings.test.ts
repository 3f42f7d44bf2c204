import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { calling, clockAt } from "./calling.ts";
import type { Answer } from "./calling.ts";
import { expectLike, fixtures, listed, recorded } from "./recorded.ts";
import { shapeOf } from "./shape.ts";

const keysOf = (body: unknown, key: string): readonly string[] => {
  const record = (body as Readonly<Record<string, object>>)[key];
  return Object.keys(record ?? {});
};

describe.skipIf(!existsSync(fixtures))("held to the recordings, the sandbox", () => {
  it("creates and updates an organization as Zendesk did", async () => {
    await using zendesk = await calling({ seedFields: false });
    const [creation, update] = recorded("organization_update_200");
    const [creationAlone] = recorded("organization_create_201");

    const created = await zendesk.call("POST", "/api/v2/organizations.json", {
      organization: { name: "Acme" },
    });
    const { organization } = created.body as { readonly organization: { readonly id: number } };
    const updated = await zendesk.call("PUT", `/api/v2/organizations/${organization.id}.json`, {
      organization: { id: organization.id, name: "Acme Living" },
    });

    expectLike(created, creation!);
    expectLike(created, creationAlone!);
    expectLike(updated, update!);
    expect(keysOf(created.body, "organization")).toEqual(keysOf(creation!.response.body, "organization"));
    expect(keysOf(updated.body, "organization")).toEqual(keysOf(update!.response.body, "organization"));
    expect(String(organization.id)).toMatch(/^\d{13,14}$/);
  });

  it("does not find an organization as Zendesk did not, and warns of the id in the body", async () => {
    await using zendesk = await calling();
    const [update] = recorded("organization_update_404_and_api_warn_header");

    const answer = await zendesk.call("PUT", "/api/v2/organizations/9223372036854775807.json", {
      organization: { id: 9_223_372_036_854_776, name: "Acme" },
    });

    expectLike(answer, update!);
    expect(answer.body).toEqual(update!.response.body);
  });

  it("counts the seconds to the full minute as Zendesk did", async () => {
    const resets = [
      ...recorded("organization_create_201"),
      ...recorded("organization_update_404_and_api_warn_header"),
    ];

    for (const { recorded_at: at, response } of resets) {
      await using zendesk = await calling({ now: clockAt(`${at}Z`).now });
      const { headers } = await zendesk.call("GET", "/api/v2/organizations.json");
      expect(headers.get("rate-limit-reset")).toBe(response.headers["rate-limit-reset"]);
    }
  });

  it("lists organizations by cursor as Zendesk did, cursors included", async () => {
    const organizations = Array.from({ length: 3 }, (_, index) => ({ name: `Organization ${index}` }));
    await using zendesk = await calling({ seedFields: false, organizations });
    const page = recorded("organizations_pagination").find(({ response }) =>
      JSON.stringify(response.body).includes('"meta"'),
    );
    const { meta } = page!.response.body as { readonly meta: { readonly after_cursor: string } };

    const answer = await zendesk.call("GET", "/api/v2/organizations.json?page[size]=2");
    const past = await zendesk.call("GET", `/api/v2/organizations.json?page[after]=${meta.after_cursor}`);

    expectLike(answer, {
      ...page!,
      response: { ...page!.response, body: withoutVariety(page!.response.body) },
    });
    expect(past.status).toBe(200);
    expect(shapeOf(past.body)).toMatchObject({ organizations: [shapeOf(firstOf(page!.response.body))] });
    expect(decoded(answer, "after_cursor")).toMatch(/^\{"o":"id","v":"[\w+/]{12}"\}$/);
    expect(atob(meta.after_cursor)).toMatch(/^\{"o":"id","v":"[\w+/]{12}"\}$/);
    expect(parametersOf(answer.body)).toEqual(parametersOf(page!.response.body));
  });

  it("lists organizations with their fields as Zendesk did", async () => {
    const recording = listed("organizations_list_with_fields");
    await using zendesk = await calling({ seedFields: false });
    const recordedFields = Object.entries(firstOf(recording).organization_fields ?? {});
    const chosen = recordedFields.find(([, value]) => value !== null)?.[1] ?? "";
    for (const [key, value] of recordedFields) {
      const dropdown = { type: "dropdown", custom_field_options: [{ name: "An option", value: chosen }] };
      await zendesk.call("POST", "/api/v2/organization_fields", {
        organization_field: { key, title: key, ...(value === null ? {} : dropdown) },
      });
    }
    const [dropdown = ""] = recordedFields.find(([, value]) => value !== null) ?? [];
    await zendesk.create({
      name: "Acme",
      details: "Tall",
      notes: "",
      group_id: 7,
      organization_fields: { [dropdown]: chosen },
    });
    await zendesk.create({ name: "Bright", domain_names: ["bright.example"], details: "", notes: "" });
    await zendesk.create({ name: "Crane", details: "", notes: "" });

    const answer = await zendesk.call("GET", "/api/v2/organizations");

    expect(shapeOf(answer.body)).toEqual(shapeOf(recording));
    expect(Object.keys(answer.body as object)).toEqual(Object.keys(recording as object));
    expect(Object.keys(firstOf(answer.body))).toEqual(Object.keys(firstOf(recording)));
    expect(firstOf(answer.body).tags).toEqual(firstOf(recording).tags);
  });

  it("lists organization fields as Zendesk did, a dropdown with its options", async () => {
    const recording = listed("organization_fields_list_with_dropdown");
    await using zendesk = await calling();

    const { body } = await zendesk.call("GET", "/api/v2/organization_fields");

    expect(shapeOf(body)).toEqual(shapeOf(recording));
    expect(Object.keys(body as object)).toEqual(Object.keys(recording as object));
  });

  it("creates and updates an organization field as Zendesk did", async () => {
    await using zendesk = await calling({ seedFields: false });
    const [creation, update] = recorded("organization_field_create_update");

    const created = await zendesk.call("POST", "/api/v2/organization_fields.json", {
      organization_field: { key: "something", title: "Something", description: "of note" },
    });
    const updated = await zendesk.call("PUT", "/api/v2/organization_fields/something.json", {
      organization_field: { id: 7, title: "changed", description: "changed" },
    });

    expectLike(created, creation!);
    expectLike(updated, update!);
    const key = "organization_field";
    expect(keysOf(created.body, key)).toEqual(keysOf(creation!.response.body, key));
    expect(keysOf(updated.body, key)).toEqual(keysOf(update!.response.body, key));
    expect([positionOf(created.body), positionOf(updated.body)]).toEqual([
      positionOf(creation!.response.body),
      positionOf(update!.response.body),
    ]);
  });

  it("sets, adds and shows the tags of an organization as Zendesk did", async () => {
    await using zendesk = await calling({ organizations: [{ name: "Acme", tags: ["tag1"] }] });
    const [set, add, show] = recorded("organization_tags_post_put_get");
    const path = "/api/v2/organizations/31204500002322/tags";

    const answers = [
      await zendesk.call("POST", path, { tags: ["tag3", "tag2"] }),
      await zendesk.call("PUT", path, { tags: ["tag4"] }),
      await zendesk.call("GET", path),
    ];

    expectLike(answers[0]!, set!);
    expectLike(answers[1]!, add!);
    expectLike(answers[2]!, show!);
    expect(answers.map(({ body }) => body)).toEqual([set, add, show].map((one) => one!.response.body));
  });

  it.each([
    ["error_422_duplicate_name_brand", { name: "acme" }],
    ["error_422_duplicate_value_identity", { name: "acme" }],
    ["error_422_blank_value", { name: " " }],
  ])("refuses as Zendesk did in %s", async (name, organization) => {
    await using zendesk = await calling({ organizations: [{ name: "Acme" }] });
    const [refusal] = recorded(name);

    const answer = await zendesk.call("POST", "/api/v2/organizations", { organization });

    expect(answer.status).toBe(refusal!.response.status);
    expect(answer.headers.get("content-type")).toBe(refusal!.response.headers["content-type"]?.toLowerCase());
    const [ours, theirs] = [answer.body, refusal!.response.body] as readonly { readonly details: object }[];
    expect({ ...ours, details: null }).toEqual({ ...theirs, details: null });
    expect(shapeOf(Object.values(ours!.details))).toEqual(shapeOf(Object.values(theirs!.details)));
    expect(errorsIn(ours!.details)).toEqual(errorsIn(theirs!.details));
  });

  it("says what is too much, and what is missing, as Zendesk did", async () => {
    await using zendesk = await calling();
    const [tooMany] = recorded("create_many_400_too_many_values");
    const [missing] = recorded("error_400_text_html");

    const ids = Array.from({ length: 101 }, (_, index) => index).join(",");
    const many = await zendesk.call("GET", `/api/v2/organizations/show_many.json?ids=${ids}`);
    const none = await zendesk.call("POST", "/api/v2/organizations", {});

    expectLike(many, tooMany!);
    expect([none.status, none.headers.get("content-type")]).toEqual([
      missing!.response.status,
      missing!.response.headers["content-type"],
    ]);
    expect(none.text).toBe(String(missing!.response.body).replace("phone_number", "organization"));
  });
});

type Organization = {
  readonly tags?: readonly string[];
  readonly organization_fields?: Readonly<Record<string, string | null>>;
};

function firstOf(body: unknown): Organization {
  const [first = {}] = (body as { readonly organizations: readonly Organization[] }).organizations;
  return first;
}

/** The hundred recorded organizations differ in what they have; a fresh one is like the first of them. */
function withoutVariety(body: unknown): object {
  return { ...(body as object), organizations: [firstOf(body)] };
}

function decoded({ body }: Answer, cursor: "after_cursor"): string {
  return atob((body as { readonly meta: Readonly<Record<typeof cursor, string>> }).meta[cursor]);
}

/** The names of the parameters in the links to the next and previous page, in order. */
function parametersOf(body: unknown): readonly (readonly string[])[] {
  const { prev, next } = (body as { readonly links: { readonly prev: string; readonly next: string } }).links;
  return [prev, next].map((link) => Array.from(new URL(link).searchParams.keys()));
}

function positionOf(body: unknown): number {
  return (body as { readonly organization_field: { readonly position: number } }).organization_field.position;
}

function errorsIn(details: object): readonly string[] {
  return Object.values(details)
    .flat()
    .map(({ error }: { readonly error: string }) => error);
}
