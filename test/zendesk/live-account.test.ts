import { describe, expect, it } from "vitest";

import { uncounted } from "../../src/zendesk/budget.ts";
import { createZendesk } from "../../src/zendesk/client.ts";
import { readLiveAccount } from "../../src/zendesk/live-account.ts";
import { aLiveSchedule, anAccount, aPolicy } from "../domain/setup/setup-world.ts";
import { hearingLog } from "../support/hearing-log.ts";
import { webServer } from "../support/web-server.ts";

type Answers = Readonly<Record<string, { readonly status?: number; readonly body: object }>>;

const nothing: Answers = {
  organization_fields: { body: { organization_fields: [] } },
  "business_hours/schedules": { body: { schedules: [] } },
  "slas/policies": { body: { sla_policies: [] } },
  "group_slas/policies": { body: { group_sla_policies: [] } },
  webhooks: { body: { webhooks: [] } },
  groups: { body: { groups: [] } },
};

async function liveOf(answers: Answers): Promise<Awaited<ReturnType<typeof readLiveAccount>>> {
  const all = { ...nothing, ...answers };
  const { url } = await webServer((response, request) => {
    const path = (request.url ?? "").replace(/^\/api\/v2\//, "").replace(/(?:\.json)?(?:\?.*)?$/, "");
    const { status = 200, body } = all[path] ?? { status: 404, body: { error: "InvalidEndpoint" } };
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify(body));
  });
  const credentials = { kind: "api-token", email: "admin@acme.example", token: "t0ken" } as const;
  return await readLiveAccount(
    createZendesk({ url: url.href, credentials, log: hearingLog().log, budget: uncounted }),
  );
}

const policy = { id: "1900000007885", title: "Gold", position: "2" };

describe("what Zendesk has", () => {
  it("is nothing in an account without anything", async () => {
    expect(await liveOf({})).toEqual(anAccount());
  });

  it("is read whether numbers come as texts, and lists not at all", async () => {
    const { policies, organizationFields, webhooks } = await liveOf({
      "slas/policies": { body: { sla_policies: [policy] } },
      organization_fields: {
        body: {
          organization_fields: [
            { id: "7", key: "tier", type: "text", title: "Tier", custom_field_options: null },
          ],
        },
      },
      webhooks: {
        body: { webhooks: [{ id: "01H", name: "w", endpoint: "https://x.example", status: "active" }] },
      },
    });

    expect(policies).toEqual([
      aPolicy({ id: "1900000007885", title: "Gold", position: 2, filter: { all: [], any: [] } }),
    ]);
    expect(organizationFields).toMatchObject([{ id: 7, active: true, options: [] }]);
    expect(webhooks).toMatchObject([{ subscriptions: [] }]);
  });

  it.each([
    ["minutes", { target: 20 }, 20],
    ["seconds beside the minutes", { target: 20, target_in_seconds: 1200 }, 20],
    ["seconds that contradict the minutes", { target: 3600, target_in_seconds: 3600 }, 60],
    ["seconds as text", { target_in_seconds: "1200" }, 20],
  ])("has targets in %s", async (_, target, minutes) => {
    const metric = { priority: "low", metric: "first_reply_time", business_hours: true, ...target };

    const { policies } = await liveOf({
      "slas/policies": { body: { sla_policies: [{ ...policy, policy_metrics: [metric] }] } },
    });

    expect(policies[0]?.metrics).toEqual([
      { priority: "low", metric: "first_reply_time", targetMinutes: minutes, isBusinessHours: true },
    ]);
  });

  it("is in the order in which Zendesk matches", async () => {
    const rows = [policy, { ...policy, id: 1, position: 1 }];

    const { policies } = await liveOf({ "slas/policies": { body: { sla_policies: rows } } });

    expect(policies.map(({ position }) => position)).toEqual([1, 2]);
  });

  it("includes the holidays of each schedule", async () => {
    const { schedules } = await liveOf({
      "business_hours/schedules": {
        body: {
          schedules: [
            { id: 5, name: "Office", time_zone: "London", intervals: [{ start_time: 0, end_time: 60 }] },
          ],
        },
      },
      "business_hours/schedules/5/holidays": {
        body: { holidays: [{ id: 6, name: "Rest", start_date: "2026-12-24", end_date: "2026-12-25" }] },
      },
    });

    expect(schedules).toEqual([
      aLiveSchedule({
        id: 5,
        timeZone: "London",
        intervals: [{ start: 0, end: 60 }],
        holidays: [{ id: 6, name: "Rest", startDate: "2026-12-24", endDate: "2026-12-25" }],
      }),
    ]);
  });

  it.each([
    [403, { error: { title: "Forbidden", message: "You do not have access" } }],
    [404, { error: "InvalidEndpoint", description: "Not found" }],
  ])("has no group SLA policies where the plan has none (%s)", async (status, body) => {
    expect((await liveOf({ "group_slas/policies": { status, body } })).groupPolicies).toBeNull();
  });

  it("is not guessed where Zendesk refuses to say", async () => {
    const forbidden = { status: 403, body: { error: "Forbidden" } };

    await expect(liveOf({ "slas/policies": forbidden })).rejects.toMatchObject({ name: "AccessLost" });
  });
});
