import { createHmac, randomUUID } from "node:crypto";

import { zendeskSecret } from "./environment.ts";

export type ZendeskSigning = {
  /** Zendesk's clock. */
  readonly at?: Date;
  readonly secret?: string;
  /** One for all attempts to deliver the same. */
  readonly invocationId?: string;
};

/** The headers with which Zendesk sends `body`. */
export function zendeskSigned(
  body: string | Buffer,
  {
    at = new Date(),
    secret = zendeskSecret,
    invocationId = "01HANA2B5D5W9XSJS3NE5SQA1J",
  }: ZendeskSigning = {},
): Record<string, string> {
  const timestamp = at.toISOString().replace(/\.\d+/, "");
  return {
    "content-type": "application/json; charset=utf-8",
    "user-agent": "Zendesk Webhook",
    "x-zendesk-account-id": "18525119",
    "x-zendesk-webhook-id": "01HAN96XNH1J7DY8D7RZ22QMT9",
    "x-zendesk-webhook-invocation-id": invocationId,
    "x-zendesk-webhook-signature": createHmac("sha256", secret)
      .update(timestamp)
      .update(body)
      .digest("base64"),
    "x-zendesk-webhook-signature-timestamp": timestamp,
  };
}

export type ZendeskReply = {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly body: Record<string, unknown>;
};

/** Sends an event, or a trigger's body, as Zendesk would: signed anew for this attempt. Throws when there is no answer. */
export async function postAsZendesk(
  url: string,
  body: object,
  signing: ZendeskSigning = { invocationId: randomUUID() },
): Promise<ZendeskReply> {
  // Recorded requests are pretty-printed like this, to the last line break.
  const payload = `${JSON.stringify(body, null, 3)}\n`;
  const response = await fetch(new URL("/webhooks/zendesk", url), {
    method: "POST",
    headers: zendeskSigned(payload, signing),
    body: payload,
  });
  return {
    status: response.status,
    retryAfter: response.headers.get("retry-after"),
    body: (await response.json()) as Record<string, unknown>,
  };
}

/** An event of a ticket or an organization, as Zendesk writes it. */
export function zendeskEvent(type: string, subject: string, other: object = {}): Record<string, unknown> {
  return {
    account_id: 18525119,
    detail: {},
    event: {},
    id: randomUUID(),
    subject: `zen:${subject}`,
    time: "2026-11-20T15:04:05.123456789Z",
    type: `zen:event-type:${type}`,
    zendesk_event_version: "2022-11-06",
    ...other,
  };
}

/** A ticket as the detail of its events shows it. */
export function eventDetail(ticketId: number, other: object = {}): Record<string, unknown> {
  return {
    actor_id: "8447388090494",
    assignee_id: "",
    brand_id: "8447346621310",
    created_at: "2026-11-20T15:00:00Z",
    custom_status: "8447320465790",
    description: "Since this morning.",
    external_id: "",
    form_id: "8447320466430",
    group_id: "0",
    id: String(ticketId),
    is_public: true,
    organization_id: "7001",
    priority: "URGENT",
    requester_id: "8447388090494",
    status: "OPEN",
    subject: "The website is down",
    submitter_id: "8447388090494",
    tags: ["billing", "los_vip"],
    type: "INCIDENT",
    updated_at: "2026-11-20T15:04:05Z",
    via: { channel: "email" },
    ...other,
  };
}
