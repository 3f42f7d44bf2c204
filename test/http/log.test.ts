import { describe, expect, it } from "vitest";

import { NotDurable } from "../../src/jobs/inbox.ts";
import { accountingSecret } from "../support/accounting.ts";
import { zendeskSecret } from "../support/environment.ts";
import { signed } from "../support/signed.ts";
import { eventDetail, zendeskEvent, zendeskSigned } from "../support/zendesk-sender.ts";
import { notification, send, sendAsZendesk, startApp } from "./app-under-test.ts";

function parsed(lines: readonly string[]): Record<string, unknown>[] {
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe("the log", () => {
  it("has one line for a message that was accepted", async () => {
    await using under = await startApp({
      accept: async () => ({ duplicate: false, dirty: [{ kind: "reconcile-client", key: "C-1042" }] }),
    });

    await send(under, { ...notification, region: "West" }, { id: "msg_7" });

    expect(parsed(under.lines)).toEqual([
      expect.objectContaining({
        msg: "webhook.received",
        message_id: "msg_7",
        message_kind: "new-client",
        duplicate: false,
        clients: 1,
        dirty: 1,
        ignored: ["region"],
        duration_ms: expect.any(Number),
      }),
    ]);
  });

  it.each<[string, object, object]>([
    [
      "an event of a ticket",
      zendeskEvent("ticket.created", "ticket:35436", { id: "e-1", detail: eventDetail(35436) }),
      { message_id: "e-1", message_kind: "ticket.created", duplicate: false, ticket_id: 35436, dirty: 1 },
    ],
    [
      "an event of an organization",
      zendeskEvent("organization.created", "organization:7001", { id: "e-1" }),
      { message_kind: "organization.created", organization_id: 7001, dirty: 1 },
    ],
    ["what a trigger wrote", { ticket_id: 35436 }, { message_kind: "ticket-trigger", ticket_id: 35436 }],
    [
      "an event of no use",
      zendeskEvent("user.deleted", "user:1", { id: "e-1" }),
      { message_id: "e-1", message_kind: "user.deleted", ignored: true },
    ],
    ["what cannot be read", {}, { message_kind: "unreadable", reason: expect.stringContaining("no event") }],
  ])("has one line for %s", async (_, body, line) => {
    await using under = await startApp({
      accept: async () => ({ duplicate: false, dirty: [{ kind: "review-ticket", key: "35436" }] }),
    });

    await sendAsZendesk(under, body);

    expect(parsed(under.lines)).toEqual([
      expect.objectContaining({ msg: "webhook.received", duration_ms: expect.any(Number), ...line }),
    ]);
  });

  it("has one line for a refusal, with its code and the reason", async () => {
    await using under = await startApp();

    await send(under, { ...notification, segment: "Gold" });

    expect(parsed(under.lines)).toEqual([
      expect.objectContaining({
        msg: "http.refused",
        level: 30,
        status: 422,
        code: "invalid-message",
        method: "POST",
        path: "/webhooks/accounting/new-client",
        errors: [{ path: "segment", message: expect.stringContaining("Invalid option") }],
      }),
    ]);
  });

  it("has one line for a failure of ours, with its cause", async () => {
    await using under = await startApp({
      accept: async () => {
        throw new NotDurable("the message could not be made durable", { cause: new Error("disk full") });
      },
    });

    await send(under, notification);

    expect(parsed(under.lines)).toEqual([
      expect.objectContaining({ msg: "http.failed", level: 50, status: 503, code: "not-durable" }),
    ]);
    expect(under.lines[0]).toContain("disk full");
  });

  it("holds a few of many thousand complaints", async () => {
    await using under = await startApp();
    const changes = Array.from({ length: 5000 }, () => ({ clientId: "", segment: "x" }));
    const body = { changeSetId: "2026-11", occurredAt: "2026-11-20T17:00:00Z", changes };

    const response = await send(under, body, { kind: "segment-changes" });

    expect(response.json<{ errors: object[] }>().errors.length).toBeGreaterThan(5000);
    expect(under.lines).toHaveLength(1);
    expect(under.lines[0]?.length).toBeLessThan(4000);
  });

  it("holds no secret, no signature and nothing of what was said", async () => {
    await using under = await startApp();
    const canary = "Canary Jones";
    const body = JSON.stringify({ ...notification, name: canary, vertical: canary });
    const signature = signed(body)["webhook-signature"] ?? "";

    await send(under, body);
    await send(under, { ...notification, name: canary, segment: canary });
    await send(under, `{"name": "${canary}" ${canary}`);
    await send(under, canary);
    await send(under, body, { headers: { "webhook-signature": `${signature}x`, authorization: canary } });
    await send(under, body, { headers: { "content-type": "text/plain", cookie: canary } });
    await send(under, body, { at: new Date(0) });

    const log = under.lines.join("");
    expect(under.lines).toHaveLength(7);
    expect(log).not.toContain("Canary");
    expect(log).not.toContain(signature.slice(3));
    expect(log).not.toContain(accountingSecret.slice("whsec_".length));
  });

  it("holds nothing of what Zendesk shows either", async () => {
    await using under = await startApp();
    const canary = "Canary Jones";
    const detail = eventDetail(1, { subject: canary, description: canary, tags: [canary], status: canary });
    const headers = zendeskSigned(`{"ticket_id": 1}`);

    await sendAsZendesk(
      under,
      zendeskEvent("ticket.created", "ticket:1", { detail, event: { current: canary } }),
    );
    await sendAsZendesk(under, zendeskEvent("ticket.created", canary, { time: canary }));
    await sendAsZendesk(under, { ticket_id: canary });
    await sendAsZendesk(under, `{"name": "${canary}" ${canary}`);
    await sendAsZendesk(under, canary, { headers });

    const log = under.lines.join("");
    expect(under.lines).toHaveLength(5);
    expect(log).not.toContain("Canary");
    expect(log).not.toContain(headers["x-zendesk-webhook-signature"]);
    expect(log).not.toContain(zendeskSecret);
  });

  it("stays one JSON object a line, whatever senders write", async () => {
    await using under = await startApp();
    const strange = `\n{"level":60,"msg":"forged"}\r\n\u001b[31m%s%d\u2028`;

    await send(under, { ...notification, [strange]: 1 });
    await send(under, notification, { headers: { "content-type": `text/plain;a="%s%o"` } });
    await send(under, notification, { id: "%s%o{}\"'" });

    expect(under.lines.every((line) => line.endsWith("\n") && !line.slice(0, -1).includes("\n"))).toBe(true);
    expect(parsed(under.lines).map(({ msg }) => msg)).toEqual([
      "webhook.received",
      "http.refused",
      "webhook.received",
    ]);
  });
});
