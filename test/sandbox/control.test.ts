import { createHash } from "node:crypto";
import { describe, expect, it, vi } from "vitest";
import { calling } from "./calling.ts";
import { atOnce, createMany, finished, names } from "./jobs.ts";

const hash = (part: string): string => createHash("sha256").update(part).digest("base64");

describe("the control of a sandbox", () => {
  it("tells it to misbehave, and tells what is in force", async () => {
    await using zendesk = await calling();

    const told = await zendesk.call("PUT", "/sandbox/faults", {
      faults: [{ kinds: ["502"], times: 1, path: "/api/v2" }],
    });
    const struck = await zendesk.call("GET", "/api/v2/organizations");
    const after = await zendesk.call("GET", "/sandbox/faults");

    expect([told.status, struck.status]).toEqual([200, 502]);
    expect(after.body).toEqual({ faults: [] });
  });

  it("tells jobs to misbehave, and tells what is in force and what became of them", async () => {
    await using zendesk = await calling({ jobs: atOnce });

    const told = await zendesk.call("PUT", "/sandbox/job-faults", { faults: [{ kind: "kill", times: 1 }] });
    const { id } = await finished(zendesk, await createMany(zendesk, names(2)));
    const after = await zendesk.call("GET", "/sandbox/job-faults");
    const jobs = await zendesk.call("GET", "/sandbox/jobs");

    expect(told.body).toMatchObject({ faults: [{ kind: "kill", times: 1, doneShare: 0.5 }] });
    expect(after.body).toEqual({ faults: [] });
    expect(jobs.body).toMatchObject({ jobs: [{ id, status: "killed", progress: 1, faults: ["kill"] }] });
  });

  it("refuses a fault that it does not know, and says where", async () => {
    await using zendesk = await calling();

    const answer = await zendesk.call("PUT", "/sandbox/faults", { faults: [{ kinds: ["flood"] }] });

    expect(answer.status).toBe(400);
    expect(answer.text).toContain("faults[0].kinds[0]");
  });

  it("shows the calls and forgets them, itself never among them", async () => {
    await using zendesk = await calling();
    await zendesk.call("GET", "/api/v2/organizations.json");

    const before = await zendesk.call("GET", "/sandbox/calls");
    await zendesk.call("DELETE", "/sandbox/calls");
    const after = await zendesk.call("GET", "/sandbox/calls");

    expect(before.body).toMatchObject({
      calls: [{ method: "GET", path: "/api/v2/organizations.json", status: 200 }],
    });
    expect(after.body).toEqual({ calls: [] });
  });

  it("edits organizations as people do: by the rules, unrecorded", async () => {
    await using zendesk = await calling({ organizations: [{ name: "Acme" }] });

    const created = await zendesk.call("POST", "/sandbox/organizations", {
      organization: { name: "Bright" },
    });
    const edited = await zendesk.call("PUT", "/sandbox/organizations/31204500002322", {
      organization: { organization_fields: { client_segment: "segment_smb" } },
    });
    const clash = await zendesk.call("PUT", "/sandbox/organizations/31204500002322", {
      organization: { name: "bright" },
    });
    const deleted = await zendesk.call("DELETE", "/sandbox/organizations/31204500002450");

    expect([created.status, edited.status, clash.status, deleted.status]).toEqual([201, 200, 422, 204]);
    expect(zendesk.sandbox.account.organizations.list()).toMatchObject([
      { name: "Acme", tags: ["segment_smb"] },
    ]);
    expect(zendesk.sandbox.calls).toEqual([]);
  });

  it("edits tickets as people do: by the rules, unrecorded, and shows them in its state", async () => {
    await using zendesk = await calling({ organizations: [{ name: "Acme", tags: ["los_vip"] }] });
    const path = "/sandbox/tickets";

    const created = await zendesk.call("POST", path, {
      ticket: { subject: "Printer", organization_id: 31204500002322, via: { channel: "email" } },
    });
    await zendesk.call("POST", path, { ticket: { subject: "Scanner", status: "closed" } });
    const edited = await zendesk.call("PUT", `${path}/1`, { ticket: { remove_tags: ["los_vip"] } });
    const closed = await zendesk.call("PUT", `${path}/2`, { ticket: { priority: "low" } });
    const deleted = await zendesk.call("DELETE", `${path}/2`);
    const unknown = await zendesk.call("PUT", `${path}/1`, { ticket: { colour: "red" } });
    const missing = await zendesk.call("DELETE", `${path}/2`);
    const { body } = await zendesk.call("GET", "/sandbox/state");

    expect(created.body).toMatchObject({ ticket: { id: 1, tags: ["los_vip"], via: { channel: "email" } } });
    expect([created, edited, closed, deleted, unknown, missing].map(({ status }) => status)).toEqual([
      201, 200, 422, 204, 400, 404,
    ]);
    expect(body).toMatchObject({ tickets: [{ id: 1, subject: "Printer", tags: [] }] });
    expect(zendesk.sandbox.calls).toEqual([]);
  });

  it("edits SLA policies and schedules as people do: by the rules, unrecorded", async () => {
    const everyone = { filter: {} };
    await using zendesk = await calling({
      policies: ["A", "B"].map((title) => ({ ...everyone, title })),
      schedules: [{ name: "Office", time_zone: "UTC" }],
    });
    const { policies, schedules } = zendesk.sandbox.account;
    const [a, b] = policies.list().map(({ id }) => id);
    const [office] = schedules.list();
    const [slas, hours] = ["/sandbox/policies", "/sandbox/schedules"];

    const created = await zendesk.call("POST", slas, { sla_policy: { ...everyone, title: "C" } });
    const { id: c } = (created.body as { readonly sla_policy: { readonly id: number } }).sla_policy;
    const order = await zendesk.call("PUT", `${slas}/reorder`, { sla_policy_ids: [c, b, a] });
    const edited = await zendesk.call("PUT", `${slas}/${b}`, { sla_policy: { description: "edited" } });
    const deleted = await zendesk.call("DELETE", `${slas}/${a}`);
    const moved = await zendesk.call("PUT", `${hours}/${office!.id}`, {
      schedule: { intervals: [{ start_time: 0, end_time: 1440 }], time_zone: "Tokyo" },
    });
    const wrong = await zendesk.call("POST", hours, { schedule: { name: "Night", time_zone: "Nowhere" } });
    const another = await zendesk.call("POST", hours, { schedule: { name: "Night", time_zone: "UTC" } });
    const closed = await zendesk.call("DELETE", `${hours}/7`);
    const { body } = await zendesk.call("GET", "/sandbox/state");

    expect(
      [created, order, edited, deleted, moved, wrong, another, closed].map(({ status }) => status),
    ).toEqual([201, 204, 200, 204, 200, 422, 201, 404]);
    expect(body).toMatchObject({
      sla_policies: [
        { title: "C", position: 1 },
        { title: "B", position: 2, description: "edited" },
      ],
      schedules: [
        { name: "Office", time_zone: "Tokyo", intervals: [{ start_time: 0, end_time: 1440 }] },
        { name: "Night" },
      ],
    });
    expect(zendesk.sandbox.calls).toEqual([]);
  });

  it("resets everything to the start", async () => {
    await using zendesk = await calling({
      organizations: [{ name: "Acme" }],
      tickets: [{ subject: "Printer" }],
      policies: [{ title: "VIP", filter: {} }],
      schedules: [{ name: "Office", time_zone: "UTC" }],
      faults: [{ kinds: ["slow"], delayMs: 0 }],
    });
    const { policies, schedules, webhooks } = zendesk.sandbox.account;
    zendesk.sandbox.deletePolicy(policies.list()[0]!.id);
    zendesk.sandbox.editSchedule(schedules.list()[0]!.id, { name: "Closed" });
    await zendesk.call("POST", "/api/v2/webhooks", {
      webhook: {
        name: "ours",
        endpoint: "http://127.0.0.1:9/",
        http_method: "POST",
        request_format: "json",
        status: "active",
      },
    });
    await zendesk.create({ name: "Bright" });
    zendesk.sandbox.deleteTicket(1);
    zendesk.sandbox.tellFaults([]);

    await zendesk.call("POST", "/sandbox/reset");
    const { body } = await zendesk.call("GET", "/sandbox/state");

    expect(body).toMatchObject({
      organizations: [{ id: 31204500002322, name: "Acme" }],
      tickets: [{ id: 1, subject: "Printer" }],
      sla_policies: [{ title: "VIP", position: 1 }],
      schedules: [{ name: "Office" }],
      limits: { requests: { used: 0, perMinute: 700 } },
      faults: [{ kinds: ["slow"] }],
    });
    expect(webhooks.size).toBe(0);
    expect(zendesk.sandbox.calls).toEqual([]);
  });

  it("revokes the tokens", async () => {
    await using zendesk = await calling();
    const { body } = await zendesk.call("POST", "/oauth/tokens", {
      grant_type: "client_credentials",
      client_id: "los_sync",
      client_secret: "sandbox-client-secret",
    });
    const { access_token: token } = body as { readonly access_token: string };

    await zendesk.call("DELETE", "/sandbox/tokens");
    const answer = await zendesk.call("GET", "/api/v2/organizations", undefined, {
      authorization: `Bearer ${token}`,
    });

    expect(answer.status).toBe(401);
  });
});

describe("the page of a sandbox", () => {
  it("says that it is not Zendesk, and shows organizations, limits, faults and calls", async () => {
    await using zendesk = await calling({
      organizations: [
        { name: "Acme", external_id: "C-1", organization_fields: { client_segment: "segment_vip" } },
      ],
    });
    await zendesk.call("GET", "/api/v2/organizations/7.json");
    zendesk.sandbox.tellFaults([{ kinds: ["reset-after"], share: 0.25 }]);

    const { status, text } = await zendesk.call("GET", "/");

    expect(status).toBe(200);
    for (const fact of [
      "Sandbox, not Zendesk",
      "Acme",
      "C-1",
      "segment_vip",
      "of 700",
      "25 %",
      "reset-after",
      "/api/v2/organizations/7.json",
      "404",
    ]) {
      expect(text).toContain(fact);
    }
  });

  it("shows the latest tickets, with priority, status, tags and organization", async () => {
    await using zendesk = await calling({
      organizations: [{ name: "Acme" }],
      tickets: [
        {
          subject: "Printer",
          organization_id: 31204500002322,
          priority: "urgent",
          status: "hold",
          tags: ["web"],
        },
        ...Array.from({ length: 20 }, (_, index) => ({ subject: `Question ${index + 2}` })),
      ],
    });
    zendesk.sandbox.editTicket(1, { tags: ["los_smb"] });

    const { text } = await zendesk.call("GET", "/");

    for (const fact of ["the latest 20 of 21", "#1", "Printer", "Acme", "urgent", "hold", "los_smb"]) {
      expect(text).toContain(fact);
    }
    expect(text).not.toContain("Question 2<");
  });

  it("shows SLA policies in their order with targets, and schedules with their hours", async () => {
    await using zendesk = await calling({
      policies: [
        { title: "Everyone", filter: {} },
        {
          title: "VIP",
          position: 1,
          filter: { all: [{ field: "current_tags", operator: "includes", value: "los_vip" }] },
          policy_metrics: [
            { priority: "urgent", metric: "first_reply_time", target: 15 },
            { priority: "high", metric: "first_reply_time", target: 60, business_hours: true },
          ],
        },
      ],
      schedules: [{ name: "Office", time_zone: "Berlin", intervals: [{ start_time: 1980, end_time: 2460 }] }],
    });

    const { text } = await zendesk.call("GET", "/");

    for (const fact of [
      "current_tags includes los_vip",
      "first_reply_time urgent 15m* high 60m",
      "every ticket",
      "Berlin",
      "Mon 09:00–17:00",
    ]) {
      expect(text).toContain(fact);
    }
    expect(text.indexOf("los_vip")).toBeLessThan(text.indexOf("every ticket"));
  });

  it("shows jobs, how far they are and what went wrong", async () => {
    await using zendesk = await calling({
      organizations: [{ name: "Organization 2" }],
      jobs: atOnce,
      jobFaults: [{ kind: "vanish", work: "delete" }],
    });

    const { id } = await finished(zendesk, await createMany(zendesk, names(4)));
    await zendesk.call("DELETE", "/api/v2/organizations/destroy_many?ids=31204500002322");
    await vi.waitUntil(() => zendesk.sandbox.usage.jobs.inFlight === 0);
    const { text } = await zendesk.call("GET", "/");

    for (const fact of [`create 4 ${id}`, "100 %", "completed, 1 row failed", "vanished, fault vanish"]) {
      expect(text).toContain(fact);
    }
    expect(text).toContain("jobs that delete");
  });

  it("never takes what it shows for markup", async () => {
    await using zendesk = await calling({ organizations: [{ name: `<img src=x onerror="alert('1')">&` }] });

    const { text } = await zendesk.call("GET", "/");

    expect(text).toContain("&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;");
    expect(text).not.toContain("<img");
  });

  it("lets no other style or script run than its own", async () => {
    await using zendesk = await calling();

    const { text, headers } = await zendesk.call("GET", "/");

    const [, style = ""] = /<style>([^]*?)<\/style>/.exec(text) ?? [];
    const [, script = ""] = /<script>([^]*?)<\/script>/.exec(text) ?? [];
    expect(headers.get("content-security-policy")).toBe(
      `default-src 'none'; style-src 'sha256-${hash(style)}'; script-src 'sha256-${hash(script)}'; connect-src 'self'`,
    );
  });
});
