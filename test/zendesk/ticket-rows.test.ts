import { describe, expect, it } from "vitest";
import type { TicketChange } from "../../src/domain/tickets/ticket.ts";
import { BadAnswer } from "../../src/jobs/refusals.ts";
import { findTicket, readTicket, readTicketRow, rowOfTicketUpdate } from "../../src/zendesk/ticket-rows.ts";
import { aTicket } from "../domain/tickets/ticket-world.ts";

const row = {
  id: 9001,
  status: "open",
  priority: "high",
  organization_id: 7001,
  group_id: 5001,
  tags: ["billing", "los_vip"],
  via: { channel: "Web", source: { from: {} } },
  subject: "Invoice 7",
  description: "It is wrong.",
  created_at: "2026-11-20T15:00:00Z",
  updated_at: "2026-11-20T15:04:05Z",
};

describe("a ticket of Zendesk's", () => {
  it("is read as far as we look at it", () => {
    expect(findTicket(row)).toEqual({
      id: 9001,
      status: "open",
      priority: "high",
      organizationId: 7001,
      groupId: 5001,
      tags: ["billing", "los_vip"],
      channel: "web",
      subject: "Invoice 7",
      description: "It is wrong.",
      createdAt: "2026-11-20T15:00:00.000000000Z",
      updatedAt: "2026-11-20T15:04:05.000000000Z",
    });
  });

  it("may lack almost everything", () => {
    const { id, status, created_at, updated_at } = row;

    expect(findTicket({ id, status, created_at, updated_at, subject: null, priority: null })).toMatchObject({
      priority: null,
      organizationId: null,
      groupId: null,
      tags: [],
      channel: null,
      subject: "",
      description: "",
    });
  });

  it("may be a deleted one, as exports show them", () => {
    expect(findTicket({ ...row, status: "deleted", subject: "SCRUBBED" })).toMatchObject({
      status: "deleted",
    });
  });

  it("of a long description is kept by its beginning", () => {
    expect(findTicket({ ...row, description: "x".repeat(70_000) })?.description).toHaveLength(2000);
  });

  it.each([
    ["no object", "open"],
    ["nothing", undefined],
    ["a status nobody knows", { ...row, status: "sleeping" }],
    ["a priority nobody knows", { ...row, priority: "asap" }],
    ["no id", { ...row, id: null }],
    ["no moment of its last change", { ...row, updated_at: "yesterday" }],
  ])("with %s is none", (_what, answer) => {
    expect(findTicket(answer)).toBeUndefined();
    expect(() => readTicket(9001, answer, "GET")).toThrow(
      "zendesk's answer to GET /api/v2/tickets/9001 is not a ticket",
    );
  });
});

describe("a ticket among many", () => {
  const asked = { method: "GET", path: "/api/v2/tickets/show_many" };

  it("is read by its id", () => {
    expect(readTicketRow(row, asked)).toEqual([row.id, findTicket(row)]);
  });

  it("that cannot be read is a bad answer about that one", () => {
    expect(readTicketRow({ ...row, status: "sleeping" }, asked)).toEqual([row.id, expect.any(BadAnswer)]);
  });

  it("of which nobody can say which it is is a bad answer about all", () => {
    expect(() => readTicketRow({ ...row, id: null }, asked)).toThrow(BadAnswer);
  });
});

describe("the body of an update", () => {
  const seen = aTicket({ updatedAt: "2026-11-20T15:04:05.000000000Z" });
  const guard = { safe_update: true, updated_stamp: "2026-11-20T15:04:05Z" };

  it.each<[string, TicketChange, object]>([
    ["nothing", { addTags: [], removeTags: [] }, {}],
    ["tags, whatever others do", { addTags: ["a"], removeTags: [] }, { additional_tags: ["a"] }],
    [
      "tags to add and to remove",
      { addTags: ["a"], removeTags: ["b", "c"] },
      { additional_tags: ["a"], remove_tags: ["b", "c"] },
    ],
    [
      "a priority, if nobody was faster",
      { addTags: [], removeTags: [], priority: "high" },
      { priority: "high", ...guard },
    ],
    [
      "a group, if nobody was faster",
      { addTags: ["a"], removeTags: [], groupId: 5001 },
      { additional_tags: ["a"], group_id: 5001, ...guard },
    ],
  ])("has %s", (_what, change, body) => {
    expect(rowOfTicketUpdate(seen, change)).toEqual(body);
  });
});
