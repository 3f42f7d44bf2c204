const id = {
  description: "A number, or its digits",
  oneOf: [
    { type: "integer", minimum: 1 },
    { type: "string", pattern: "^[1-9][0-9]*$" },
  ],
} as const;

const event = {
  type: "object",
  description: "An event as Zendesk writes it; further keys are ignored",
  required: ["type"],
  properties: {
    type: { type: "string", pattern: "^zen:event-type:" },
    id: { type: "string", description: "The same id is the same event" },
    time: { type: "string", description: "When it happened" },
    subject: { type: "string", description: "The ticket or organization" },
    detail: { type: "object", description: "The ticket or organization as it is after the event" },
  },
} as const;

const trigger = {
  type: "object",
  description: "A body that an admin wrote into a trigger; further keys are ignored",
  required: ["ticket_id"],
  properties: { ticket_id: id },
} as const;

const headers = [
  ["X-Zendesk-Webhook-Signature", true],
  ["X-Zendesk-Webhook-Signature-Timestamp", true],
  ["X-Zendesk-Webhook-Invocation-Id", false],
] as const;

/** What stands at /docs about POST /webhooks/zendesk, apart from its answers. */
export const zendeskDescription = {
  summary: "A ticket or an organization changed in Zendesk, or a trigger fired",
  description:
    "Signed as Zendesk signs webhooks: base64(HMAC-SHA256(secret, timestamp + body)). Whatever is signed is 202: an event that is about nothing we look at is ignored, and what cannot be read is kept for a person.",
  parameters: headers.map(([name, required]) => ({
    name,
    in: "header",
    required,
    schema: { type: "string" as const },
  })),
  requestBody: {
    required: true,
    content: {
      "application/json": {
        schema: { anyOf: [event, trigger] },
        examples: {
          event: {
            summary: "An event",
            value: {
              account_id: 18525119,
              id: "b3695d61-2ef4-4e9c-97af-1f065c099564",
              type: "zen:event-type:ticket.priority_changed",
              subject: "zen:ticket:35436",
              time: "2026-11-20T15:04:05.123456789Z",
              zendesk_event_version: "2022-11-06",
              detail: {
                id: "35436",
                status: "OPEN",
                priority: "URGENT",
                organization_id: "7001",
                group_id: "",
                tags: ["los_vip"],
                via: { channel: "email" },
                subject: "The website is down",
                description: "Since this morning.",
                created_at: "2026-11-20T15:00:00Z",
                updated_at: "2026-11-20T15:04:05Z",
              },
              event: { current: "URGENT", previous: "NORMAL" },
            },
          },
          trigger: { summary: "A trigger's body", value: { ticket_id: 35436 } },
        },
      },
    },
  },
};
