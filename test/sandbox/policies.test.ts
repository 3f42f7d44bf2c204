import { describe, expect, it } from "vitest";
import { calling, clockAt } from "./calling.ts";
import type { Answer, Calling } from "./calling.ts";

const path = "/api/v2/slas/policies";

const vip = {
  title: "VIP",
  filter: { all: [{ field: "current_tags", operator: "includes", value: "los_vip" }], any: [] },
  policy_metrics: [{ priority: "urgent", metric: "first_reply_time", target: 15, business_hours: false }],
};
const everyone = { title: "Everyone", filter: { all: [], any: [] } };

type Shown = { readonly id: number; readonly title: string; readonly position: number };

const listed = async (zendesk: Calling): Promise<readonly Shown[]> =>
  ((await zendesk.call("GET", path)).body as { readonly sla_policies: readonly Shown[] }).sla_policies;
const order = async (zendesk: Calling): Promise<readonly string[]> =>
  (await listed(zendesk)).map(({ title, position }) => `${position} ${title}`);
const policyIn = ({ body }: Answer): Shown => (body as { readonly sla_policy: Shown }).sla_policy;
const create = (zendesk: Calling, policy: object): Promise<Answer> =>
  zendesk.call("POST", path, { sla_policy: policy });

describe("an SLA policy", () => {
  it("is created last, shown, changed and deleted", async () => {
    const clock = clockAt("2026-03-02T09:00:00Z");
    await using zendesk = await calling({ now: clock.now, policies: [everyone] });

    const created = await create(zendesk, vip);
    const { id } = policyIn(created);
    clock.set("2026-03-02T10:00:00Z");
    const changed = await zendesk.call("PUT", `${path}/${id}`, { sla_policy: { description: "the best" } });
    const shown = await zendesk.call("GET", `${path}/${id}.json`);
    const deleted = await zendesk.call("DELETE", `${path}/${id}`);
    const gone = await zendesk.call("GET", `${path}/${id}`);

    expect([created, changed, shown, deleted, gone].map(({ status }) => status)).toEqual([
      201, 200, 200, 204, 404,
    ]);
    expect(created.body).toEqual({
      sla_policy: {
        url: `${zendesk.sandbox.url}${path}/${id}.json`,
        id,
        ...vip,
        description: null,
        position: 2,
        policy_metrics: [{ ...vip.policy_metrics[0], target_in_seconds: 900 }],
        created_at: "2026-03-02T09:00:00Z",
        updated_at: "2026-03-02T09:00:00Z",
      },
    });
    expect(shown.body).toEqual(changed.body);
    expect(shown.body).toEqual({
      sla_policy: {
        ...policyIn(created),
        description: "the best",
        updated_at: "2026-03-02T10:00:00Z",
      },
    });
  });

  it("has lists replaced by an update, not merged", async () => {
    await using zendesk = await calling();
    const { id } = policyIn(await create(zendesk, vip));

    const answer = await zendesk.call("PUT", `${path}/${id}`, {
      sla_policy: {
        filter: { any: [{ field: "via_id", operator: "is", value: "4" }] },
        policy_metrics: [{ priority: "low", metric: "agent_work_time", target_in_seconds: 7200 }],
      },
    });

    expect(policyIn(answer)).toMatchObject({
      title: "VIP",
      filter: { all: [], any: [{ field: "via_id", operator: "is", value: 4 }] },
      policy_metrics: [
        {
          priority: "low",
          metric: "agent_work_time",
          target: 120,
          target_in_seconds: 7200,
          business_hours: false,
        },
      ],
    });
  });

  it("keeps the settings of its metrics", async () => {
    await using zendesk = await calling();
    const metric_settings = { first_reply_time: { fulfill_on_agent_internal_note: true } };

    const answer = await create(zendesk, { ...vip, metric_settings });

    expect(policyIn(answer)).toMatchObject({ metric_settings });
  });

  it("needs no title of its own", async () => {
    await using zendesk = await calling({ policies: [vip] });

    expect((await create(zendesk, vip)).status).toBe(201);
    expect(await order(zendesk)).toEqual(["1 VIP", "2 VIP"]);
  });

  it.each([
    ["no title", { filter: {} }, "title"],
    ["an empty title", { ...vip, title: " " }, "title"],
    ["no filter", { title: "VIP" }, "filter"],
    [
      "an unknown field",
      { ...vip, filter: { all: [{ field: "priority", operator: "is", value: "high" }] } },
      "filter",
    ],
    [
      "an unknown operator",
      { ...vip, filter: { all: [{ field: "via_id", operator: "includes", value: 4 }] } },
      "filter",
    ],
    [
      "an unknown metric",
      { ...vip, policy_metrics: [{ priority: "low", metric: "lunch_time", target: 1 }] },
      "policy_metrics",
    ],
  ])("is refused with %s", async (_what, policy, key) => {
    await using zendesk = await calling();

    const answer = await create(zendesk, policy);

    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({ error: "RecordInvalid", details: { [key]: [{}] } });
    expect(zendesk.sandbox.account.policies.size).toBe(0);
  });

  it("ignores keys that it does not know, and says so", async () => {
    await using zendesk = await calling();

    const answer = await create(zendesk, { ...vip, target: 5 });

    expect(answer.status).toBe(201);
    expect(answer.headers.get("x-zendesk-api-warn")).toContain('"sla_policy.target"');
  });
});

describe("the order of SLA policies", () => {
  const policies = ["A", "B", "C"].map((title) => ({ ...everyone, title }));

  it("has no gaps, whoever is put between or taken away", async () => {
    await using zendesk = await calling({ policies });
    const [a, , c] = await listed(zendesk);

    await create(zendesk, { ...everyone, title: "between", position: 2 });
    expect(await order(zendesk)).toEqual(["1 A", "2 between", "3 B", "4 C"]);
    await zendesk.call("PUT", `${path}/${c!.id}`, { sla_policy: { position: 1 } });
    expect(await order(zendesk)).toEqual(["1 C", "2 A", "3 between", "4 B"]);
    await zendesk.call("DELETE", `${path}/${a!.id}`);
    expect(await order(zendesk)).toEqual(["1 C", "2 between", "3 B"]);
  });

  it.each([
    ["in the body", (ids: readonly number[]) => ["", { sla_policy_ids: ids }] as const],
    [
      "in the query",
      (ids: readonly number[]) => [`?${ids.map((id) => `sla_policy_ids[]=${id}`).join("&")}`] as const,
    ],
    ["in the query, with commas", (ids: readonly number[]) => [`?sla_policy_ids=${ids.join(",")}`] as const],
  ])("is given as a whole %s", async (_where, said) => {
    await using zendesk = await calling({ policies });
    const [a, b, c] = (await listed(zendesk)).map(({ id }) => id);
    const [query, body] = said([c!, a!, b!]);

    const answer = await zendesk.call("PUT", `${path}/reorder${query}`, body);

    expect([answer.status, answer.text]).toEqual([200, ""]);
    expect(await order(zendesk)).toEqual(["1 C", "2 A", "3 B"]);
  });

  it.each([
    ["a part", ([a, b]: readonly number[]) => [a, b]],
    ["one twice", ([a, b]: readonly number[]) => [a, b, b]],
    ["an unknown one", ([a, b]: readonly number[]) => [a, b, 7]],
  ])("is not given by %s", async (_what, chosen) => {
    await using zendesk = await calling({ policies });
    const ids = (await listed(zendesk)).map(({ id }) => id);

    const answer = await zendesk.call("PUT", `${path}/reorder`, { sla_policy_ids: chosen(ids) });

    expect(answer.status).toBe(422);
    expect(await order(zendesk)).toEqual(["1 A", "2 B", "3 C"]);
  });
});
