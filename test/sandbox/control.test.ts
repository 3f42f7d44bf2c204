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

  it("resets everything to the start", async () => {
    await using zendesk = await calling({
      organizations: [{ name: "Acme" }],
      tickets: [{ subject: "Printer" }],
      faults: [{ kinds: ["slow"], delayMs: 0 }],
    });
    await zendesk.create({ name: "Bright" });
    zendesk.sandbox.deleteTicket(1);
    zendesk.sandbox.tellFaults([]);

    await zendesk.call("POST", "/sandbox/reset");
    const { body } = await zendesk.call("GET", "/sandbox/state");

    expect(body).toMatchObject({
      organizations: [{ id: 31204500002322, name: "Acme" }],
      tickets: [{ id: 1, subject: "Printer" }],
      limits: { requests: { used: 0, perMinute: 700 } },
      faults: [{ kinds: ["slow"] }],
    });
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
