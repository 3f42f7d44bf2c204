import { envelope, type Envelope } from "../support/accounting.ts";
import { signed } from "../support/signed.ts";
import { clientIdOf, factsOf } from "./bench-clients.ts";

/** Clients are changed, and messages repeated, when so many newer clients came meanwhile. */
const behind = 250;

/**
 * What accounting sends, without end, four kinds in turn: a new client; an older client in another segment; a new account
 * team for an older client; and the message of an older client once more.
 */
export function* ingestMessages(): Generator<Envelope, never> {
  for (let index = 0; ; index += 1) {
    const older = Math.max(0, index - behind);
    yield newClient(index);
    yield envelope(
      "segment-changes",
      {
        changeSetId: `bench-${index}`,
        occurredAt: occurredAt(1),
        changes: [{ clientId: clientIdOf(older), segment: factsOf(older + 1).segment }],
      },
      `bench-segment-${index}`,
    );
    yield envelope(
      "assignments",
      {
        clientId: clientIdOf(older),
        occurredAt: occurredAt(2),
        seoAnalyst: "Kim Hale",
        daAnalyst: "Ana Ruiz",
      },
      `bench-team-${index}`,
    );
    yield newClient(older);
  }
}

/** The bytes of one request, signed now. */
export function requestOf({ id, kind, body }: Envelope, host: string): Buffer {
  const payload = JSON.stringify(body);
  const headers = Object.entries({
    host,
    "content-length": Buffer.byteLength(payload),
    ...signed(payload, { id }),
  });
  return Buffer.from(
    `POST /webhooks/accounting/${kind} HTTP/1.1\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n${payload}`,
  );
}

function newClient(index: number): Envelope {
  const { name, segment, vertical, domains, clientCenterId, clientHubUrn } = factsOf(index);
  return envelope(
    "new-client",
    {
      clientId: clientIdOf(index),
      occurredAt: occurredAt(0),
      name,
      segment,
      vertical,
      domains,
      clientCenterId,
      clientHubUrn,
    },
    `bench-new-${index}`,
  );
}

function occurredAt(hour: number): string {
  return `2026-11-20T${15 + hour}:00:00Z`;
}
