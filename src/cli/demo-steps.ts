import { DateTime } from "luxon";

import type { Sandbox } from "../sandbox/sandbox.ts";
import type { InZendesk } from "./demo-view.ts";

export type DemoStep = {
  readonly title: string;
  /** Whether the step has taken effect. */
  readonly isDone: (now: InZendesk) => boolean;
} & (
  | { readonly kind: "message"; readonly address: string; readonly body: object }
  /** What people do in Zendesk; answers what Zendesk made of it at once, line by line. */
  | { readonly kind: "people"; readonly act: (sandbox: Sandbox) => readonly string[] }
);

const clientId = "C-1042";

/** The story: a new client, the replies to its notification, its first ticket, a move to another segment. */
export function demoSteps(): DemoStep[] {
  const start = DateTime.utc().minus({ minutes: 5 });
  const at = (minutes: number): string => start.plus({ minutes }).toISO();
  return [
    {
      kind: "message",
      title: 'Accounting announces a new client: "Acme Senior Living", segment VIP',
      address: "/webhooks/accounting/new-client",
      body: {
        clientId,
        name: "Acme Senior Living",
        segment: "VIP",
        vertical: "Senior Living",
        domains: ["acme.example"],
        occurredAt: at(0),
      },
      isDone: ({ organization }) => organization?.organization_fields["client_segment"] === "segment_vip",
    },
    {
      kind: "message",
      title: "Digital advertising replies with the analysts",
      address: "/webhooks/accounting/assignments",
      body: { clientId, occurredAt: at(1), seoAnalyst: "Dana Fox", daAnalyst: "Sam Reyes" },
      isDone: ({ organization }) => organization?.organization_fields["seo_analyst"] === "Dana Fox",
    },
    {
      kind: "message",
      title: "Account management replies with the manager and the ids",
      address: "/webhooks/accounting/assignments",
      body: {
        clientId,
        occurredAt: at(2),
        accountManager: "Lee Park",
        clientCenterId: "cc-88",
        clientHubUrn: "g5-c-1042-acme",
      },
      isDone: ({ organization }) => organization?.organization_fields["client_hub_urn"] === "g5-c-1042-acme",
    },
    {
      kind: "people",
      title: 'A customer of Acme writes: "Our site is down"',
      act: openTicket,
      isDone: (now) => isTagged(now, "los_vip") && now.ticket?.priority !== null,
    },
    {
      kind: "message",
      title: "The monthly meeting moves the client to Key Account",
      address: "/webhooks/accounting/segment-changes",
      body: { changeSetId: "2026-11", occurredAt: at(3), changes: [{ clientId, segment: "Key Account" }] },
      isDone: (now) =>
        now.organization?.organization_fields["client_service_level"] === "los_key_account" &&
        isTagged(now, "los_key_account"),
    },
    {
      kind: "people",
      title: "An agent takes the tag of the service level off the ticket",
      act: removeTag,
      isDone: (now) => isTagged(now, "los_key_account"),
    },
  ];
}

function openTicket(sandbox: Sandbox): string[] {
  const [organization] = sandbox.account.organizations.list();
  const { tags } = sandbox.createTicket({
    subject: "Our site is down",
    description: "Since this morning our visitors only see an error page.",
    via: { channel: "email" },
    organization_id: organization?.id ?? null,
  });
  return [
    "an e-mail becomes a ticket without a priority, and so without any target",
    `Zendesk copies the tags of the organization, now and never again: ${tags.join(", ")}`,
  ];
}

function removeTag(sandbox: Sandbox): string[] {
  const [ticket] = sandbox.account.tickets.list();
  if (!ticket) throw new Error("the ticket is gone");
  const { tags } = sandbox.editTicket(ticket.id, { remove_tags: ["los_key_account"] });
  return [`ticket ${ticket.id} has the tags: ${tags.join(", ")}`];
}

function isTagged({ ticket }: InZendesk, tag: string): boolean {
  const tags = ticket?.tags.filter((one) => one.startsWith("los_"));
  return tags?.length === 1 && tags[0] === tag;
}
