import { accountingSecret, type Kind } from "../support/accounting.ts";
import { zendeskSecret } from "../support/environment.ts";
import { signed } from "../support/signed.ts";
import { zendeskEvent, zendeskSigned } from "../support/zendesk-sender.ts";
import { type Chance, type ForgedRequest, pick, someBytes, whole } from "./forgery.ts";

const zendeskPath = "/webhooks/zendesk";
const occurredAt = "2026-11-20T15:04:05Z";

type Signing = { readonly at?: Date; readonly secret?: string };

/** What accounting could have sent: one of its messages, signed unless told otherwise as it should be. */
export function accountingRequest(chance: Chance, signing: Signing = {}, body?: Buffer): ForgedRequest {
  const kind = pick<Kind>(chance, ["new-client", "assignments", "segment-changes"]);
  const bytes = body ?? Buffer.from(JSON.stringify(messageOf(kind, chance)));
  const id = `msg_${whole(chance, 2 ** 48).toString(36)}`;
  return {
    method: "POST",
    path: `/webhooks/accounting/${kind}`,
    headers: signed(bytes, { id, secret: accountingSecret, ...signing }),
    body: bytes,
  };
}

/** What Zendesk could have sent. */
export function zendeskRequest(chance: Chance, signing: Signing = {}): ForgedRequest {
  const id = someBytes(chance, 16).toString("hex");
  const event = zendeskEvent("ticket.created", `ticket:${1 + whole(chance, 1e6)}`, { id });
  const body = Buffer.from(JSON.stringify(event));
  return {
    method: "POST",
    path: zendeskPath,
    headers: zendeskSigned(body, { secret: zendeskSecret, ...signing }),
    body,
  };
}

export function eitherRequest(chance: Chance, signing: Signing = {}): ForgedRequest {
  return chance() < 0.6 ? accountingRequest(chance, signing) : zendeskRequest(chance, signing);
}

function messageOf(kind: Kind, chance: Chance): object {
  const clientId = `FORGED-${whole(chance, 1e6)}`;
  switch (kind) {
    case "new-client":
      return { clientId, name: `Forged ${clientId}`, segment: "VIP", occurredAt };
    case "assignments":
      return { clientId, occurredAt, seoAnalyst: "Dana Fox" };
    case "segment-changes":
      return { changeSetId: "forged", occurredAt, changes: [{ clientId, segment: "SMB" }] };
  }
}
