import { randomUUID } from "node:crypto";

import { Webhook } from "standardwebhooks";

export const accountingSecret = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;

export type Kind = "new-client" | "assignments" | "segment-changes";

export type Envelope = { readonly id: string; readonly kind: Kind; readonly body: object };

export type Reply = {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly body: Record<string, unknown>;
};

export function envelope(kind: Kind, body: object, id = `msg_${randomUUID()}`): Envelope {
  return { id, kind, body };
}

/** Sends one message as accounting would: signed anew for this attempt. Throws when there is no answer. */
export async function post(url: string, { id, kind, body }: Envelope): Promise<Reply> {
  const at = new Date();
  const payload = JSON.stringify(body);
  const response = await fetch(new URL(`/webhooks/accounting/${kind}`, url), {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "webhook-id": id,
      "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
      "webhook-signature": new Webhook(accountingSecret).sign(id, at, payload),
    },
    body: payload,
  });
  return {
    status: response.status,
    retryAfter: response.headers.get("retry-after"),
    body: (await response.json()) as Record<string, unknown>,
  };
}

/** The notification of a new client and the two replies to it, which together fill every field. */
export function onboarding(clientId: string): readonly [Envelope, Envelope, Envelope] {
  return [
    envelope("new-client", {
      clientId,
      name: `Acme ${clientId}`,
      segment: "VIP",
      vertical: "Senior Living",
      domains: [`${clientId.toLowerCase()}.example`],
      occurredAt: "2026-11-20T15:00:00Z",
    }),
    envelope("assignments", {
      clientId,
      occurredAt: "2026-11-20T16:00:00Z",
      seoAnalyst: "Dana Fox",
      daAnalyst: "Sam Reyes",
    }),
    envelope("assignments", {
      clientId,
      occurredAt: "2026-11-20T17:00:00Z",
      accountManager: "Lee Park",
      clientCenterId: "cc-88",
      clientHubUrn: `g5-${clientId}`,
    }),
  ];
}

/** What `onboarding` must end in, as Zendesk has it. */
export function onboarded(clientId: string): object {
  return {
    name: `Acme ${clientId}`,
    external_id: clientId,
    domain_names: [`${clientId.toLowerCase()}.example`],
    tags: ["los_vip", "segment_vip"],
    organization_fields: {
      client_vertical: "Senior Living",
      client_segment: "segment_vip",
      client_service_level: "los_vip",
      account_manager: "Lee Park",
      seo_analyst: "Dana Fox",
      da_analyst: "Sam Reyes",
      client_center_id: "cc-88",
      client_hub_urn: `g5-${clientId}`,
    },
  };
}
