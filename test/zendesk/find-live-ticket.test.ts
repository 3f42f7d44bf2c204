import { describe, expect, it } from "vitest";

import type { Ticket } from "../../src/domain/tickets/ticket.ts";
import { uncounted } from "../../src/zendesk/budget.ts";
import { createZendesk } from "../../src/zendesk/client.ts";
import { findLiveTicket } from "../../src/zendesk/find-live-ticket.ts";
import { hearingLog } from "../support/hearing-log.ts";
import { webServer } from "../support/web-server.ts";

const row = {
  id: 9001,
  status: "open",
  created_at: "2026-11-20T15:00:00Z",
  updated_at: "2026-11-20T15:04:05Z",
};

/** What ticket 9001 is in an account that answers so to whoever asks for it. */
async function foundIn(status: number, body: object): Promise<Ticket | undefined> {
  const { url } = await webServer((response) => {
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify(body));
  });
  const credentials = { kind: "api-token", email: "admin@acme.example", token: "token" } as const;
  const client = createZendesk({ url: url.href, credentials, log: hearingLog().log, budget: uncounted });
  return await findLiveTicket(client, 9001);
}

describe("a ticket that is asked for", () => {
  it("is as Zendesk has it now", async () => {
    expect(await foundIn(200, { ticket: row })).toMatchObject({ id: 9001, status: "open" });
  });

  it("is none when Zendesk does not know the record", async () => {
    expect(await foundIn(404, { error: "RecordNotFound" })).toBeUndefined();
  });

  it("may be there when Zendesk does not know the address", async () => {
    await expect(foundIn(404, { error: "InvalidEndpoint" })).rejects.toMatchObject({ code: "zendesk-404" });
  });

  it("is not another one that is answered", async () => {
    await expect(foundIn(200, { ticket: { ...row, id: 9002 } })).rejects.toMatchObject({
      name: "BadAnswer",
      message: "zendesk answered ticket 9002 to GET /api/v2/tickets/9001",
    });
  });
});
