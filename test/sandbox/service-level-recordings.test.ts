import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { formId } from "../../src/sandbox/ticket.ts";
import { calling, clockAt } from "./calling.ts";
import { fixtures, listed, recorded } from "./recorded.ts";
import { shapeOf } from "./shape.ts";

type Policies = {
  readonly sla_policies: readonly { readonly policy_metrics: readonly { target_in_seconds?: number }[] }[];
};
type Definitions = {
  readonly definitions: {
    readonly all: readonly { readonly values: { readonly list: readonly object[] } }[];
  };
};
type Schedules = { readonly schedules: readonly { readonly name: string; readonly time_zone: string }[] };
type Holidays = { readonly holidays: readonly object[] };

/** Newer accounts than the recorded one also say targets in seconds. */
function inMinutes({ sla_policies: policies, ...list }: Policies): object {
  return {
    sla_policies: policies.map(({ policy_metrics: metrics, ...policy }) => ({
      ...policy,
      policy_metrics: metrics.map(({ target_in_seconds: _inSeconds, ...metric }) => metric),
    })),
    ...list,
  };
}

describe.skipIf(!existsSync(fixtures))("held to the recordings, the sandbox", () => {
  it("lists SLA policies as Zendesk did", async () => {
    await using zendesk = await calling();
    const text = JSON.stringify(listed("sla_policies_list")).replace("1500002488481", String(formId));
    const recording = JSON.parse(text) as Policies;
    for (const policy of recording.sla_policies) {
      await zendesk.call("POST", "/api/v2/slas/policies.json", { sla_policy: policy });
    }

    const { body } = await zendesk.call("GET", "/api/v2/slas/policies.json");

    const ours = inMinutes(body as Policies);
    const unlike = { url: "", id: 0, created_at: "", updated_at: "" };
    const alike = (list: object): object => ({
      ...list,
      sla_policies: (list as Policies).sla_policies.map((policy) => ({ ...policy, ...unlike })),
    });
    expect(alike(ours)).toEqual(alike(recording));
    expect(Object.keys((ours as Policies).sla_policies[0]!).toSorted()).toEqual(
      Object.keys(recording.sla_policies[0]!).toSorted(),
    );
  });

  it("describes the conditions of SLA policies as Zendesk did", async () => {
    await using zendesk = await calling();
    const theirs = (listed("sla_policies_definitions") as Definitions).definitions.all;

    const { body } = await zendesk.call("GET", "/api/v2/slas/policies/definitions.json");

    const { definitions } = body as Definitions;
    const keysOf = (entries: typeof theirs): unknown =>
      shapeOf(
        entries.map((entry) => [Object.keys(entry).join(" "), Object.keys(entry.values.list[0] ?? {})]),
      );
    expect(Object.keys(definitions)).toEqual(["all", "any"]);
    expect(keysOf(definitions.all)).toEqual(keysOf(theirs));
    expect(new Set(definitions.all.map((entry) => Object.keys(entry).join(" ")))).toEqual(
      new Set(theirs.map((entry) => Object.keys(entry).join(" "))),
    );
  });

  it("lists schedules and their holidays as Zendesk did", async () => {
    const { schedules } = listed("schedules_list") as Schedules;
    const { holidays } = listed("schedule_holidays") as Holidays;
    await using zendesk = await calling({
      now: clockAt("2021-12-19T18:56:05Z").now,
      schedules: schedules.map(({ name, time_zone }) => ({ name, time_zone })),
    });
    const path = "/api/v2/business_hours/schedules";
    const [{ id }] = zendesk.sandbox.account.schedules.list() as unknown as [{ readonly id: number }];
    await zendesk.call("POST", `${path}/${id}/holidays`, { holiday: holidays[0] });

    const all = await zendesk.call("GET", path);
    const its = await zendesk.call("GET", `${path}/${id}/holidays`);

    expect(shapeOf(all.body)).toEqual(shapeOf(listed("schedules_list")));
    expect(Object.keys((all.body as Schedules).schedules[0]!)).toEqual(Object.keys(schedules[0]!));
    expect(its.body).toMatchObject({ holidays: [{ start_date: "2021-12-19", end_date: "2021-12-20" }] });
    expect(shapeOf(its.body)).toEqual(shapeOf(listed("schedule_holidays")));
  });

  it.each(["webhook_create_bearer", "webhook_patch", "webhook_signing_secret"])(
    "answers as Zendesk did in %s",
    async (name) => {
      await using zendesk = await calling();
      let id = "";
      for (const { request, response } of recorded(name)) {
        const { pathname } = new URL(request.uri);
        const path = pathname.replace(/01[0-9A-Z]{24}/, id);
        const answer = await zendesk.call(request.method, path, request.body || undefined);

        id = (answer.body as { webhook?: { id: string } } | undefined)?.webhook?.id ?? id;
        expect([answer.status, shapeOf(answer.body ?? answer.text)]).toEqual([
          response.status,
          shapeOf(response.body),
        ]);
        expect(answer.headers.get("x-zendesk-api-warn")).toBeNull();
        expect(keysIn(answer.body)).toEqual(keysIn(response.body));
      }
    },
  );

  it("lists webhooks as Zendesk did", async () => {
    await using zendesk = await calling();
    const [created, list] = recorded("webhooks_list");
    await zendesk.call("POST", "/api/v2/webhooks", created!.request.body);

    const { body } = await zendesk.call("GET", "/api/v2/webhooks");

    const theirs = list!.response.body as { readonly webhooks: readonly object[] };
    expect(shapeOf(body)).toEqual(shapeOf({ ...theirs, webhooks: theirs.webhooks.slice(0, 1) }));
  });
});

function keysIn(body: unknown): readonly string[] {
  return Object.keys((body as { readonly webhook?: object } | undefined)?.webhook ?? {});
}
