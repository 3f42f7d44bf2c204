import { describe, expect, it } from "vitest";

import type { Ticket } from "../../src/domain/tickets/ticket.ts";
import { readEventTicket } from "../../src/http/read-event-ticket.ts";
import { eventDetail } from "../support/zendesk-sender.ts";

const shown: Ticket = {
  id: 35436,
  status: "open",
  priority: "urgent",
  organizationId: 7001,
  groupId: null,
  tags: ["billing", "los_vip"],
  channel: "email",
  subject: "The website is down",
  description: "Since this morning.",
  createdAt: "2026-11-20T15:00:00.000000000Z",
  updatedAt: "2026-11-20T15:04:05.000000000Z",
};

/** What is written over the event's detail, and what that changes of the ticket it shows. */
const readable: [detail: object, ticket: Partial<Ticket>][] = [
  [{}, {}],
  [{ id: 35436 }, {}],
  [{ status: "NEW" }, { status: "new" }],
  [{ status: "PENDING" }, { status: "pending" }],
  [{ status: "HOLD" }, { status: "hold" }],
  [{ status: "SOLVED" }, { status: "solved" }],
  [{ status: "CLOSED" }, { status: "closed" }],
  [{ status: "DELETED" }, { status: "deleted" }],
  [{ status: "open", custom_status: "Waiting for parts" }, {}],
  [{ priority: "LOW" }, { priority: "low" }],
  [{ priority: null }, { priority: null }],
  [{ priority: "" }, { priority: null }],
  [{ priority: "0" }, { priority: null }],
  [{ organization_id: null }, { organizationId: null }],
  [{ organization_id: "" }, { organizationId: null }],
  [{ organization_id: "0" }, { organizationId: null }],
  [{ organization_id: 7002 }, { organizationId: 7002 }],
  [{ organization_id: "9007199254740991" }, { organizationId: 9007199254740991 }],
  [{ group_id: "8001" }, { groupId: 8001 }],
  [{ tags: [] }, { tags: [] }],
  [{ tags: "" }, { tags: [] }],
  [{ tags: " billing  los_vip " }, {}],
  [{ via: { channel: "WEB_SERVICE" } }, { channel: "web_service" }],
  [{ via: { channel: null } }, { channel: null }],
  [{ via: { channel: "" } }, { channel: null }],
  [
    { subject: null, description: null },
    { subject: "", description: "" },
  ],
  [
    { subject: "", description: "" },
    { subject: "", description: "" },
  ],
  [{ subject: "株式会社 👩‍👩‍👧" }, { subject: "株式会社 👩‍👩‍👧" }],
  [{ updated_at: "2026-11-20T15:04:05.123456789Z" }, { updatedAt: "2026-11-20T15:04:05.123456789Z" }],
  [{ updated_at: "2026-11-20T16:04:05+01:00" }, {}],
  [{ new_at_zendesk: { deep: [1] } }, {}],
];

const incomplete: object[] = [
  ...["id", "status", "priority", "organization_id", "group_id", "tags", "via"].map((key) => ({
    [key]: undefined,
  })),
  ...["subject", "description", "created_at", "updated_at"].map((key) => ({ [key]: undefined })),
  { id: "35437" },
  { id: "" },
  { status: "ARCHIVED" },
  { status: "SCRUBBED" },
  { status: "__proto__" },
  { status: "" },
  { status: 1 },
  { priority: "CRITICAL" },
  { priority: 1 },
  { organization_id: "acme" },
  { organization_id: 0 },
  { organization_id: -7001 },
  { organization_id: 7001.5 },
  { organization_id: "9007199254740992" },
  { group_id: { id: 8001 } },
  { tags: null },
  { tags: [1] },
  { tags: ["los_vip", null] },
  { tags: ["los\u0000vip"] },
  { tags: ["\ud800"] },
  { tags: "a\u0000b" },
  { tags: { 0: "los_vip", length: 1 } },
  { via: null },
  { via: {} },
  { via: "email" },
  { via: { channel: "a\u0000" } },
  { subject: 7 },
  { created_at: "" },
  { created_at: "2026-11-20" },
  { updated_at: 1795187045 },
  { updated_at: "2026-02-30T15:04:05Z" },
];

describe("the ticket in an event", () => {
  it.each(readable)("with %j is seen with %j", (detail, ticket) => {
    expect(readEventTicket(35436, eventDetail(35436, detail))).toEqual({ ...shown, ...ticket });
  });

  it("has no more of its text than is kept, and nothing in it that cannot be", () => {
    const detail = { subject: "a\u0000b", description: `half of a \ud83d${"x".repeat(3000)}` };

    expect(readEventTicket(35436, eventDetail(35436, detail))).toMatchObject({
      subject: "ab",
      description: `half of a \ufffd${"x".repeat(1989)}`,
    });
  });

  it.each(incomplete)("with %j is not seen, so it is fetched", (detail) => {
    expect(readEventTicket(35436, eventDetail(35436, detail))).toBeNull();
  });

  it.each([undefined, null, [[]], "35436", 35436, {}])("is not seen in %j", (detail) => {
    expect(readEventTicket(35436, detail)).toBeNull();
  });

  it("is not seen for a hundred thousand tags that are none, and that is found out soon", () => {
    const tags = Array.from({ length: 100_000 }, () => 0);
    const began = performance.now();

    expect(readEventTicket(35436, eventDetail(35436, { tags }))).toBeNull();
    expect(performance.now() - began).toBeLessThan(250);
  });
});
