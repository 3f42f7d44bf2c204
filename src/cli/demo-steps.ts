import { DateTime } from "luxon";

export type DemoStep = {
  readonly title: string;
  readonly address: string;
  readonly body: object;
  /** Whether the step has taken effect, seen from the organization's fields in Zendesk. */
  readonly isDone: (fields: Readonly<Record<string, unknown>>) => boolean;
};

const clientId = "C-1042";

/** The story: a new client, the two replies to its notification, and a move to another segment. */
export function demoSteps(): DemoStep[] {
  const start = DateTime.utc().minus({ minutes: 5 });
  const at = (minutes: number): string => start.plus({ minutes }).toISO();
  return [
    {
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
      isDone: (fields) => fields["client_segment"] === "segment_vip",
    },
    {
      title: "Digital advertising replies with the analysts",
      address: "/webhooks/accounting/assignments",
      body: { clientId, occurredAt: at(1), seoAnalyst: "Dana Fox", daAnalyst: "Sam Reyes" },
      isDone: (fields) => fields["seo_analyst"] === "Dana Fox",
    },
    {
      title: "Account management replies with the manager and the ids",
      address: "/webhooks/accounting/assignments",
      body: {
        clientId,
        occurredAt: at(2),
        accountManager: "Lee Park",
        clientCenterId: "cc-88",
        clientHubUrn: "g5-c-1042-acme",
      },
      isDone: (fields) => fields["client_hub_urn"] === "g5-c-1042-acme",
    },
    {
      title: "The monthly meeting moves the client to Key Account",
      address: "/webhooks/accounting/segment-changes",
      body: { changeSetId: "2026-11", occurredAt: at(3), changes: [{ clientId, segment: "Key Account" }] },
      isDone: (fields) => fields["client_service_level"] === "los_key_account",
    },
  ];
}
