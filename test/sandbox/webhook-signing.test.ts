import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { webhookBody } from "../../src/sandbox/webhook-body.ts";
import { webhookSignature } from "../../src/sandbox/webhook-signature.ts";
import { fixtures, recorded } from "./recorded.ts";

/** The request of a real delivery, as Zendesk shows it when asked for its attempts. */
function recordedPayload(): string {
  const [, , exchange] = recorded("webhook_invocations_and_attempts_with_event_payload");
  const body = exchange?.response.body as { attempts: readonly [{ request: { payload: string } }] };
  return body.attempts[0].request.payload;
}

describe("the body of a webhook", () => {
  it("is written with sorted keys, three spaces and a line end", () => {
    const event = { type: "ticket.created", detail: { via: {}, id: "1", tags: [] }, account_id: 7 };

    expect(webhookBody(event)).toBe(
      [
        "{",
        '   "account_id": 7,',
        '   "detail": {',
        '      "id": "1",',
        '      "tags": [],',
        '      "via": { }',
        "   },",
        '   "type": "ticket.created"',
        "}\n",
      ].join("\n"),
    );
  });

  it("leaves texts as they are", () => {
    expect(webhookBody({ subject: 'what is "{}",\n{}' })).toBe(
      '{\n   "subject": "what is \\"{}\\",\\n{}"\n}\n',
    );
  });

  it.runIf(existsSync(fixtures))("is, byte for byte, that of a recorded request", () => {
    const payload = recordedPayload();

    expect(webhookBody(JSON.parse(payload) as object)).toBe(payload);
  });
});

describe("the signature of a webhook", () => {
  it("is that of Zendesk's published example", () => {
    const signature = webhookSignature(
      "dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ==",
      "2021-03-25T05:09:27Z",
      '{"event":"ticket.updated","id":123}',
    );

    expect(signature).toBe("S/RDdU2ERmj7LHDDoWJ2onPYH+t7/f2+LTM4dL7UiLM=");
  });
});
