import { describe, expect, it } from "vitest";
import { calling } from "./calling.ts";
import type { Calling } from "./calling.ts";

const path = "/api/v2/group_slas/policies";
const supportOf = ({ sandbox }: Calling): number => sandbox.account.groups.list()[0]!.id;

const policyFor = (groupId: number): object => ({
  title: "Tier 1",
  filter: { all: [{ field: "group_id", operator: "includes", value: [groupId] }] },
  policy_metrics: [{ priority: "low", metric: "group_ownership_time", target: 60, business_hours: true }],
});

describe("a group SLA policy", () => {
  it("is known by an ULID, and lives like an SLA policy", async () => {
    await using zendesk = await calling();
    const policy = policyFor(supportOf(zendesk));

    const created = await zendesk.call("POST", path, { group_sla_policy: policy });
    const { id } = (created.body as { readonly group_sla_policy: { readonly id: string } }).group_sla_policy;
    const listed = await zendesk.call("GET", path);
    const changed = await zendesk.call("PUT", `${path}/${id}`, { group_sla_policy: { title: "Tier 2" } });
    const reordered = await zendesk.call("PUT", `${path}/reorder`, { group_sla_policy_ids: [id] });
    const deleted = await zendesk.call("DELETE", `${path}/${id}`);

    expect(id).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
    expect([created, changed, reordered, deleted].map(({ status }) => status)).toEqual([201, 200, 200, 204]);
    expect(created.body).toMatchObject({ group_sla_policy: { ...policy, position: 1 } });
    expect(listed.body).toMatchObject({ group_sla_policies: [{ id }], next_page: null, count: 1 });
    expect(zendesk.sandbox.account.groupPolicies.size).toBe(0);
  });

  it("offers nothing but groups for its conditions", async () => {
    await using zendesk = await calling();

    const { body } = await zendesk.call("GET", `${path}/definitions`);

    expect(body).toMatchObject({
      definitions: { all: [{ value: "group_id", values: { list: [{ value: supportOf(zendesk) }] } }] },
    });
  });

  it.each([
    ["names no group", { filter: { all: [] } }],
    [
      "names a group without a list",
      { filter: { all: [{ field: "group_id", operator: "includes", value: 6 }] } },
    ],
    [
      "has a metric of tickets",
      { policy_metrics: [{ priority: "low", metric: "first_reply_time", target: 1 }] },
    ],
  ])("is refused when it %s", async (_what, wrong) => {
    await using zendesk = await calling();

    const answer = await zendesk.call("POST", path, {
      group_sla_policy: { ...policyFor(supportOf(zendesk)), ...wrong },
    });

    expect(answer.status).toBe(422);
  });

  it("is unknown to plans that do not have them", async () => {
    await using zendesk = await calling({ groupSlas: false });

    const answer = await zendesk.call("GET", path);

    expect(answer.status).toBe(404);
    expect(answer.body).toMatchObject({ error: "InvalidEndpoint" });
  });
});
