import { describe, expect, it } from "vitest";

import type { PolicyChanges } from "../../src/sandbox/policies.ts";
import { writesIn } from "./client-lists.ts";
import { emptyAccount, shownPolicies, webhookUrl } from "./setup-desk.ts";

/** What the shipped catalogue needs of an account without anything. */
const everything = [
  "+ organization field client_vertical",
  "+ organization field client_segment",
  "+ schedule Office",
  "+ holiday Thanksgiving 2027 of schedule Office",
  "+ SLA policy VIP",
  "+ SLA policy SMB",
  "+ webhook los-sync",
];

type SigningSecret = { readonly signing_secret: { readonly secret: string } };

/** The lines after the one that ends so. */
function linesAfter(text: string, end: string): readonly string[] {
  const lines = text.split("\n");
  return lines.slice(lines.findIndex((line) => line.endsWith(end)) + 1);
}

describe("los setup", () => {
  it("lists everything that an empty account needs, and changes nothing", async () => {
    const { run, sandbox } = await emptyAccount();

    const { code, out } = await run(["setup", "plan"]);

    expect(code).toBe(2);
    expect(out.split("\n")).toEqual(expect.arrayContaining(everything));
    expect(out).toContain("    option segment_key_account: Key Account");
    expect(out).toMatch(/\d+ changes, about \d+ calls$/);
    expect(writesIn(sandbox)).toEqual([]);
  });

  it("tells programs each step with its requests, and what it takes", async () => {
    const { run, sandbox } = await emptyAccount();

    const { out } = await run(["setup", "plan", "--output", "json"]);

    const { account, steps, calls } = JSON.parse(out) as Record<string, unknown>;
    expect({ account, steps, calls }).toEqual({
      account: sandbox.url,
      steps: expect.arrayContaining([
        expect.objectContaining({ id: "policy los_vip", action: "create", resource: "policy" }),
      ]),
      calls: expect.any(Number),
    });
  });

  it("reads the account by seven calls, and one for the holidays of each schedule", async () => {
    const schedule = { name: "Theirs", time_zone: "UTC", intervals: [{ start_time: 1440, end_time: 2880 }] };
    const { run, sandbox } = await emptyAccount({ schedules: [schedule, { ...schedule, name: "Night" }] });

    expect((await run(["setup", "plan"])).code).toBe(2);

    expect(sandbox.calls.filter(({ path }) => path.startsWith("/api/"))).toHaveLength(7 + 2);
  });

  it("makes it all; then there is nothing left to do", async () => {
    const { run, sandbox } = await emptyAccount();
    expect((await run(["setup", "apply", "--yes"])).code).toBe(0);
    sandbox.forgetCalls();

    const planned = await run(["setup", "plan"]);
    const applied = await run(["setup", "apply", "--yes"]);

    expect(planned).toMatchObject({ code: 0, out: "Zendesk is as the catalogue says." });
    expect(applied.code).toBe(0);
    expect(writesIn(sandbox)).toEqual([]);
  });

  it("prints the webhook's secret until the environment has it, and logs it never", async () => {
    const { run } = await emptyAccount();

    const { out, err } = await run(["setup", "apply", "--yes"], {}, { LOG_LEVEL: "trace" });

    const [, secret = ""] = /^ZENDESK_WEBHOOK_SECRETS=(.+)$/m.exec(out) ?? [];
    expect(secret).not.toBe("");
    expect(err).not.toContain(secret);
    expect((await run(["setup", "apply", "--yes"])).out).toContain(secret);
    const known = await run(["setup", "apply", "--yes"], {}, { ZENDESK_WEBHOOK_SECRETS: `old,${secret}` });
    expect(known.out).not.toContain(secret);
  });

  it("prints the secret of the webhook for events, not that of one that triggers call at the same address", async () => {
    const { run, inZendesk } = await emptyAccount();
    await run(["setup", "apply", "--yes"]);
    const subscriptions = ["conditional_ticket_events"];
    const webhook = {
      name: "Of triggers",
      endpoint: webhookUrl,
      http_method: "POST",
      request_format: "json",
    };
    const made = await inZendesk("POST", "webhooks", {
      webhook: { ...webhook, status: "active", subscriptions },
    });
    const { id } = (made as { readonly webhook: { readonly id: string } }).webhook;
    const theirs = (await inZendesk("GET", `webhooks/${id}/signing_secret`)) as SigningSecret;

    const { out } = await run(["setup", "apply", "--yes"]);

    expect(out).toMatch(/^ZENDESK_WEBHOOK_SECRETS=.+$/m);
    expect(out).not.toContain(theirs.signing_secret.secret);
  });

  it("needs no webhook secret in the environment to make the webhook", async () => {
    const { run } = await emptyAccount();

    const { code } = await run(["setup", "apply", "--yes"], {}, { ZENDESK_WEBHOOK_SECRETS: "" });

    expect(code).toBe(0);
  });

  it("needs no stores when there is nothing left to do", async () => {
    const { run } = await emptyAccount();
    await run(["setup", "apply", "--yes"]);
    const nowhere = { DATABASE_URL: "postgres://los@127.0.0.1:1/los", REDIS_URL: "redis://127.0.0.1:1" };

    const { code, out } = await run(["setup", "apply", "--yes"], {}, nowhere);

    expect(code).toBe(0);
    expect(out).toMatch(/^ZENDESK_WEBHOOK_SECRETS=.+$/m);
  });

  it("sends events to where it is told rather than to PUBLIC_URL", async () => {
    const { run } = await emptyAccount();

    const { out } = await run(["setup", "plan", "--webhook-url", "https://other.example/hook"]);

    expect(out).toContain("https://other.example/hook");
    expect(out).not.toContain(webhookUrl);
  });

  it("leaves SLA policies of others as they are, byte for byte", async () => {
    const desk = await emptyAccount({ policies: [aPolicy("Theirs"), aPolicy("Also theirs")] });
    const before = await shownPolicies(desk);

    expect((await desk.run(["setup", "apply", "--yes"])).code).toBe(0);

    const after = await shownPolicies(desk);
    expect(after.length).toBeGreaterThan(before.length);
    expect(after.filter(({ id }) => before.some((one) => one.id === id))).toEqual(before);
  });

  it("asks, and does nothing without a yes", async () => {
    const { run, sandbox } = await emptyAccount();

    const { code } = await run(["setup", "apply"], { isTerminal: true, ask: async () => "n" });

    expect(code).toBe(1);
    expect(writesIn(sandbox)).toEqual([]);
    expect((await run(["setup", "apply"])).err).toMatch(/only with --yes/);
  });

  it("stops at the first refusal with what was asked and answered; run again, it continues", async () => {
    const desk = await emptyAccount();
    const { run, sandbox } = desk;
    sandbox.tellFaults([{ kinds: ["500-after"], method: "POST", path: "/api/v2/slas/policies", times: 1 }]);

    const stopped = await run(["setup", "apply", "--yes"]);
    const continued = await run(["setup", "apply", "--yes"]);

    expect(stopped.code).toBe(1);
    expect(stopped.err).toMatch(
      /✖ SLA policy VIP: zendesk answered 500[^]+asked +POST \/api\/v2\/slas\/policies/,
    );
    expect(linesAfter(stopped.out, "Not done:")).toEqual(
      expect.arrayContaining(["  SLA policy VIP", "  webhook los-sync"]),
    );
    expect(continued.code).toBe(0);
    expect(continued.out).not.toContain("+ schedule Office");
    expect((await shownPolicies(desk)).map(({ title }) => title)).toEqual([
      "VIP",
      "Key Account",
      "Corporate",
      "SMB",
    ]);
  });

  it("stops when asked to, after the step under way", async () => {
    const { run } = await emptyAccount();
    let stop = (): void => {};
    const stopping = {
      onStop: (heard: () => void) => {
        stop = heard;
        return { [Symbol.dispose]: () => {} };
      },
      err: (line: string) => void (line.startsWith("3 of") && stop()),
    };

    const stopped = await run(["setup", "apply", "--yes"], stopping);

    expect(stopped.code).toBe(1);
    expect(stopped.out).toMatch(/^3 of \d+ were done/m);
    expect((await run(["setup", "apply", "--yes"])).code).toBe(0);
  });

  it("waits when Zendesk asks to, and makes nothing twice", async () => {
    const desk = await emptyAccount();
    desk.sandbox.tellFaults([{ kinds: ["429"], method: "POST", path: "/api/v2/slas", times: 1 }]);

    expect((await desk.run(["setup", "apply", "--yes"])).code).toBe(0);

    expect(await shownPolicies(desk)).toHaveLength(4);
  });
});

function aPolicy(title: string): PolicyChanges {
  return {
    title,
    description: null,
    filter: { all: [], any: [] },
    policy_metrics: [{ priority: "low", metric: "first_reply_time", target: 600, business_hours: false }],
  };
}
