import { createHash } from "node:crypto";

import type { ClientFacts } from "../../src/domain/clients/client.ts";
import type { Message } from "../../src/jobs/inbox.ts";

const segments = ["VIP", "Key Account", "Corporate", "SMB"];

/** Nine characters and in order, so that no size has longer ids than another. */
export function clientIdOf(index: number): string {
  return `B-${String(index).padStart(7, "0")}`;
}

export function factsOf(index: number): ClientFacts {
  const clientId = clientIdOf(index);
  return {
    name: `Bench ${clientId}`,
    segment: segments[index % segments.length]!,
    serviceLevel: null,
    vertical: "Senior Living",
    domains: [`${clientId.toLowerCase()}.example`],
    seoAnalyst: "Dana Fox",
    daAnalyst: "Sam Reyes",
    accountManager: "Lee Park",
    clientCenterId: `cc-${index}`,
    clientHubUrn: `g5-${clientId}`,
  };
}

/** The organization of a client as it should be, in Zendesk's words. */
export function organizationOf(index: number) {
  const facts = factsOf(index);
  const slug = facts.segment.toLowerCase().replaceAll(" ", "_");
  return {
    external_id: clientIdOf(index),
    name: facts.name,
    domain_names: facts.domains,
    organization_fields: {
      client_segment: `segment_${slug}`,
      client_service_level: `los_${slug}`,
      client_vertical: facts.vertical,
      seo_analyst: facts.seoAnalyst,
      da_analyst: facts.daAnalyst,
      account_manager: facts.accountManager,
      client_center_id: facts.clientCenterId,
      client_hub_urn: facts.clientHubUrn,
    },
  };
}

/** Clients `from` to `to` (exclusive) as one message of a bulk import, in which nobody waits for any of them. */
export function importMessage(from: number, to: number): Message {
  const id = `bench-${from}`;
  const occurredAt = "2026-11-20T15:00:00.000000000Z";
  const statements = Array.from({ length: to - from }, (_, offset) => ({
    clientId: clientIdOf(from + offset),
    messageId: id,
    occurredAt,
    says: factsOf(from + offset),
  }));
  const body = Buffer.from(JSON.stringify(statements));
  return {
    source: "import",
    id,
    kind: "client-list",
    body,
    digest: createHash("sha256").update(body).digest("hex"),
    occurredAt,
    effectiveAt: null,
    statements,
    urgency: "bulk",
  };
}
