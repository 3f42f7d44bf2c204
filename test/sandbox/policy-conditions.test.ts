import { describe, expect, it } from "vitest";
import { calling } from "./calling.ts";
import type { Calling } from "./calling.ts";

const path = "/api/v2/slas/policies";
const segment = "organization.custom_fields.client_segment";

type Definition = {
  readonly value: string;
  readonly operators: readonly { readonly value: string }[];
  readonly values: {
    readonly type: string;
    readonly list: readonly { readonly value: unknown; readonly title: string }[];
  };
};

async function definition(zendesk: Calling, name: string): Promise<Definition | undefined> {
  const { body } = await zendesk.call("GET", `${path}/definitions`);
  const { all } = (body as { readonly definitions: { readonly all: readonly Definition[] } }).definitions;
  return all.find(({ value }) => value === name);
}

describe("the conditions of SLA policies", () => {
  it("are about a dropdown of organizations by the ids of its options", async () => {
    await using zendesk = await calling();
    const field = zendesk.sandbox.account.organizationFields.findBy("key", "client_segment");

    const described = await definition(zendesk, segment);

    expect(described).toMatchObject({
      group: "organization",
      operators: [{ value: "is" }, { value: "is_not" }],
      output_key: String(field?.id),
    });
    expect(described?.values).toEqual({
      type: "list",
      list: [
        { value: null, title: "-" },
        ...field!.options.map(({ id, name }) => ({ value: id, title: name })),
      ],
    });
  });

  it.each([
    ["checkbox", ["is"], "list"],
    ["date", ["is", "is_not", "less_than", "less_than_equal", "greater_than", "greater_than_equal"], "date"],
    [
      "integer",
      ["is", "less_than", "less_than_equal", "greater_than", "greater_than_equal", "is_not"],
      "text",
    ],
    ["text", ["is", "is_not"], "text"],
  ])("are about a %s of organizations as it can be compared", async (type, operators, valueType) => {
    await using zendesk = await calling();
    await zendesk.call("POST", "/api/v2/organization_fields", {
      organization_field: { key: "extra", title: "Extra", type },
    });

    const described = await definition(zendesk, "organization.custom_fields.extra");

    expect(described?.operators.map(({ value }) => value)).toEqual(operators);
    expect(described?.values.type).toBe(valueType);
  });

  it("are about the groups that the account has", async () => {
    await using zendesk = await calling({ groups: [{ name: "Support" }, { name: "Billing" }] });

    const described = await definition(zendesk, "group_id");

    expect(described?.values.list.map(({ title }) => title)).toEqual(["-", "Support", "Billing"]);
  });

  it.each([
    ["the id of an option", (id: number) => id, (id: number) => id],
    ["that id as text", (id: number) => String(id), (id: number) => id],
    ["nothing", () => null, () => null],
  ])("take %s of a dropdown, and give back the number", async (_what, given, kept) => {
    await using zendesk = await calling();
    const { id } = zendesk.sandbox.account.organizationFields.findBy("key", "client_segment")!.options[0]!;

    const answer = await zendesk.call("POST", path, {
      sla_policy: { title: "VIP", filter: { all: [{ field: segment, operator: "is", value: given(id) }] } },
    });

    expect(answer.body).toMatchObject({
      sla_policy: { filter: { all: [{ field: segment, operator: "is", value: kept(id) }], any: [] } },
    });
  });

  it("do not take the tag of an option", async () => {
    await using zendesk = await calling();

    const answer = await zendesk.call("POST", path, {
      sla_policy: {
        title: "VIP",
        filter: { all: [{ field: segment, operator: "is", value: "segment_vip" }] },
      },
    });

    expect(answer.status).toBe(422);
    expect(answer.text).toContain("segment_vip is not a value of organization.custom_fields.client_segment");
  });
});
