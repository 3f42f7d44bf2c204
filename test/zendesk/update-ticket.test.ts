import nock from "nock";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Tickets } from "../../src/jobs/ticket-ports.ts";
import { uncounted } from "../../src/zendesk/budget.ts";
import { createZendesk } from "../../src/zendesk/client.ts";
import { createTicketUpdate } from "../../src/zendesk/update-ticket.ts";
import { aTicket } from "../domain/tickets/ticket-world.ts";
import { hearingLog } from "../support/hearing-log.ts";

const url = "https://acme.zendesk.com";
const row = {
  id: 9001,
  status: "open",
  priority: null,
  tags: ["billing"],
  created_at: "2026-11-20T15:00:00Z",
  updated_at: "2026-11-20T15:04:05Z",
};
const seen = aTicket({ id: 9001, updatedAt: "2026-11-20T15:04:05.000000000Z" });
const guard = { safe_update: true, updated_stamp: "2026-11-20T15:04:05Z" };

function newUpdate(): Tickets["update"] {
  const credentials = { kind: "api-token", email: "admin@acme.example", token: "token" } as const;
  return createTicketUpdate(createZendesk({ budget: uncounted, url, credentials, log: hearingLog().log }));
}

beforeEach(() => {
  nock.disableNetConnect();
});
afterEach(() => {
  const unasked = nock.pendingMocks();
  nock.cleanAll();
  nock.enableNetConnect();
  if (unasked.length > 0) throw new Error(`nobody asked for ${unasked.join()}`);
});

describe("the update of a ticket", () => {
  it("is one call", async () => {
    nock(url)
      .put("/api/v2/tickets/9001.json", {
        ticket: { additional_tags: ["Los_VIP"], remove_tags: ["los_smb"], priority: "high", ...guard },
      })
      .reply(200, { ticket: { ...row, tags: ["los_vip"], priority: "high" }, audit: {} });

    const change = { addTags: ["Los_VIP"], removeTags: ["los_smb"], priority: "high" } as const;

    expect(await newUpdate()(seen, change)).toMatchObject({ tags: ["los_vip"], priority: "high" });
  });

  it("that is not taken writes tags by their own calls, and does so from then on", async () => {
    const update = newUpdate();
    nock(url)
      .put("/api/v2/tickets/9001.json", {
        ticket: { additional_tags: ["los_vip"], remove_tags: ["los_smb"], priority: "high", ...guard },
      })
      .reply(200, { ticket: { ...row, tags: ["los_smb"], priority: "high" } })
      .put("/api/v2/tickets/9001/tags.json", { tags: ["los_vip"] })
      .reply(200, { tags: ["los_smb", "los_vip"] })
      .delete("/api/v2/tickets/9001/tags.json", { tags: ["los_smb"] })
      .reply(200, { tags: ["los_vip"] })
      .get("/api/v2/tickets/9001.json")
      .reply(200, { ticket: { ...row, tags: ["los_vip"], priority: "high" } });

    const first = await update(seen, { addTags: ["los_vip"], removeTags: ["los_smb"], priority: "high" });

    expect(first).toMatchObject({ tags: ["los_vip"], priority: "high" });

    nock(url)
      .put("/api/v2/tickets/9001/tags.json", { tags: ["los_key"] })
      .reply(200, { tags: ["los_key", "los_vip"] })
      .get("/api/v2/tickets/9001.json")
      .reply(200, { ticket: { ...row, tags: ["los_key", "los_vip"] } });

    expect(await update(seen, { addTags: ["los_key"], removeTags: [] })).toMatchObject({
      tags: ["los_key", "los_vip"],
    });

    nock(url)
      .put("/api/v2/tickets/9001.json", { ticket: { priority: "low", ...guard } })
      .reply(409, { error: "UpdateConflict" });

    await expect(update(seen, { addTags: ["a"], removeTags: [], priority: "low" })).rejects.toMatchObject({
      name: "Outdated",
    });
  });

  it("that somebody's automation undoes is no reason to write the tags of others by their own calls", async () => {
    const update = newUpdate();
    nock(url)
      .put("/api/v2/tickets/9001.json")
      .reply(200, { ticket: row })
      .put("/api/v2/tickets/9001/tags.json")
      .reply(200, { tags: ["billing"] })
      .get("/api/v2/tickets/9001.json")
      .reply(200, { ticket: row });
    await update(seen, { addTags: ["los_vip"], removeTags: [] });

    nock(url)
      .put("/api/v2/tickets/9001.json", { ticket: { additional_tags: ["los_key"] } })
      .reply(200, { ticket: { ...row, tags: ["los_key"] } });

    expect(await update(seen, { addTags: ["los_key"], removeTags: [] })).toMatchObject({ tags: ["los_key"] });
  });

  it("that another ticket answers is a bad answer", async () => {
    nock(url)
      .put("/api/v2/tickets/9001.json")
      .reply(200, { ticket: { ...row, id: 9002 } });

    await expect(newUpdate()(seen, { addTags: ["a"], removeTags: [] })).rejects.toMatchObject({
      name: "BadAnswer",
      message: "zendesk answered ticket 9002 to PUT /api/v2/tickets/9001",
    });
  });

  it("of which Zendesk does not know the address is refused, not outdated", async () => {
    nock(url).put("/api/v2/tickets/9001.json").reply(404, { error: "InvalidEndpoint" });

    await expect(newUpdate()(seen, { addTags: ["a"], removeTags: [] })).rejects.toMatchObject({
      name: "Rejected",
      code: "zendesk-404",
    });
  });

  it("that comes too often has only that ticket wait", async () => {
    const tooMany = { errors: [{ code: "TooManyRequests", title: "Too many requests to update" }] };
    nock(url).put("/api/v2/tickets/9001.json").reply(429, tooMany, { "retry-after": "300" });

    await expect(newUpdate()(seen, { addTags: ["a"], removeTags: [] })).rejects.toMatchObject({
      name: "Throttled",
      scope: "key",
      retryAfterMs: 300_000,
    });
  });
});
