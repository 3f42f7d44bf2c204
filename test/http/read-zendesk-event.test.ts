import { existsSync } from "node:fs";

import { describe, expect, it } from "vitest";

import type { Signal } from "../../src/jobs/inbox.ts";
import {
  readZendeskEvent,
  type ZendeskEvent,
  type ZendeskRequest,
} from "../../src/http/read-zendesk-event.ts";
import { fixtures } from "../sandbox/recorded.ts";
import { eventDetail, zendeskEvent } from "../support/zendesk-sender.ts";
import { recordedAttempt } from "./recorded-attempt.ts";

const signedAt = "2026-11-20T15:10:00.000000000Z";
const invocationId = "01HANA2B5D5W9XSJS3NE5SQA1J";

function read(body: unknown, other: Partial<ZendeskRequest> = {}): ZendeskEvent {
  const bytes = Buffer.isBuffer(body)
    ? body
    : Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
  return readZendeskEvent({ body: bytes, signedAt, invocationId, ...other });
}

const ticket = (ticketId: number): Signal => ({ kind: "ticket", ticketId, seen: null });
const organization = (updatedAt: string | null): Signal => ({
  kind: "organization",
  organizationId: 7001,
  updatedAt,
});
const unreadable = (reason: string | RegExp): object => ({
  kind: "unreadable",
  reason: expect.stringMatching(reason),
});

describe("an event of a ticket", () => {
  it("shows the ticket", () => {
    const event = zendeskEvent("ticket.priority_changed", "ticket:35436", {
      id: "b3695d61-2ef4-4e9c-97af-1f065c099564",
      detail: eventDetail(35436),
    });

    expect(read(event)).toEqual({
      id: "b3695d61-2ef4-4e9c-97af-1f065c099564",
      kind: "ticket.priority_changed",
      occurredAt: "2026-11-20T15:04:05.123456789Z",
      signal: {
        kind: "ticket",
        ticketId: 35436,
        seen: expect.objectContaining({ id: 35436, priority: "urgent", tags: ["billing", "los_vip"] }),
      },
    });
  });

  it.each([
    "ticket.created",
    "ticket.tags_changed",
    "ticket.comment_added",
    "ticket.next_sla_breach_changed",
    "ticket.something_new",
  ])("of the type %s shows it", (type) => {
    const { kind, signal } = read(zendeskEvent(type, "ticket:35436", { detail: eventDetail(35436) }));

    expect([kind, signal]).toEqual([type, { ...ticket(35436), seen: expect.any(Object) }]);
  });

  it.each([
    "ticket.soft_deleted",
    "ticket.permanently_deleted",
    "ticket.undeleted",
    "ticket.marked_as_spam",
    "ticket.merged",
  ])("of the type %s only says where to look", (type) => {
    const { signal } = read(zendeskEvent(type, "ticket:35436", { detail: eventDetail(35436) }));

    expect(signal).toEqual(ticket(35436));
  });

  it.each<[string, object, number]>([
    ["has no detail", { detail: undefined }, 35436],
    ["has a detail of another ticket", { detail: eventDetail(7) }, 35436],
    ["has no subject, but the ticket's id in its detail", { subject: undefined, detail: { id: "7" } }, 7],
    [
      "has a subject in a new form, and the id in its detail",
      { subject: "zen:ticket:x", detail: { id: 7 } },
      7,
    ],
    ["has the largest of ids", { subject: "zen:ticket:9007199254740991" }, 9007199254740991],
  ])("that %s says where to look", (_, other, ticketId) => {
    expect(read(zendeskEvent("ticket.created", "ticket:35436", other)).signal).toEqual(ticket(ticketId));
  });

  it.each<object>([
    { subject: undefined },
    { subject: "" },
    { subject: 35436 },
    { subject: "zen:ticket:" },
    { subject: "zen:ticket:0" },
    { subject: "zen:ticket:-1" },
    { subject: "zen:ticket:1.5" },
    { subject: "zen:ticket:1e3" },
    { subject: "zen:ticket:0x10" },
    { subject: "zen:ticket: 1" },
    { subject: "zen:ticket:9007199254740992" },
    { subject: "zen:ticket:99999999999999999999" },
    { subject: "zen:organization:7001" },
    { subject: null, detail: { id: "" } },
    { subject: null, detail: { id: 2 ** 53 } },
    { subject: null, detail: [7] },
  ])("with %j does not say of which", (other) => {
    const { kind, signal } = read(zendeskEvent("ticket.created", "ticket:35436", other));

    expect([kind, signal]).toEqual(["unreadable", unreadable("ticket.created does not say of what")]);
  });
});

describe("an event of an organization", () => {
  const at = "2026-11-20T15:04:05.000000000Z";
  const detail = { id: "7001", name: "Acme", updated_at: "2026-11-20T15:04:05Z" };

  it.each<[string, object, string | null]>([
    ["organization.created", { detail }, at],
    ["organization.custom_field_changed", { detail }, at],
    ["organization.something_new", { detail }, at],
    ["organization.deleted", { detail }, null],
    ["organization.name_changed", {}, null],
    ["organization.name_changed", { detail: { ...detail, id: "7002" } }, null],
    ["organization.name_changed", { detail: { ...detail, updated_at: "today" } }, null],
    ["organization.name_changed", { detail: { ...detail, updated_at: undefined } }, null],
    ["organization.name_changed", { subject: undefined, detail }, at],
    ["organization.name_changed", { subject: undefined, detail: { id: "7001" } }, null],
  ])("%s with %j says where to look, and that it was changed at %j", (type, other, updatedAt) => {
    const { kind, signal } = read(zendeskEvent(type, "organization:7001", other));

    expect([kind, signal]).toEqual([type, organization(updatedAt)]);
  });

  it("without its id cannot be read", () => {
    const { signal } = read(zendeskEvent("organization.created", "user:7001"));

    expect(signal).toEqual(unreadable("organization.created does not say of what"));
  });
});

describe("an event of anything else", () => {
  it.each([
    "user.deleted",
    "organization_membership.created",
    "messaging_ticket.message_added",
    "ticket",
    "ticket.",
  ])("(%s) is of no use", (type) => {
    const { kind, signal } = read(zendeskEvent(type, "user:1"));

    expect([kind, signal]).toEqual([type, null]);
  });

  it.skipIf(!existsSync(fixtures))("as it was recorded is of no use", () => {
    expect(read(recordedAttempt().payload)).toEqual({
      id: "b3695d61-2ef4-4e9c-97af-1f065c099564",
      kind: "user.deleted",
      occurredAt: "2023-09-18T23:30:03.000000000Z",
      signal: null,
    });
  });
});

describe("what a trigger wrote", () => {
  it.each<[object | string, number]>([
    [{ ticket_id: 123 }, 123],
    [{ ticket_id: "123" }, 123],
    [{ ticket_id: 9007199254740991 }, 9007199254740991],
    [{ ticket_id: 123, updated_at: "yesterday", id: "123", type: "Incident", time: "noon" }, 123],
    [`{"ticket_id": 1, "ticket_id": 123}`, 123],
  ])("(%j) says to look at ticket %d", (body, ticketId) => {
    expect(read(body)).toEqual({
      id: invocationId,
      kind: "ticket-trigger",
      occurredAt: signedAt,
      signal: ticket(ticketId),
    });
  });

  it.each<unknown>([
    ...[null, "", "0", 0, -1, 1.5, true, "x", "1e3", "01", [1], { id: 1 }].map((id) => ({ ticket_id: id })),
    `{"ticket_id": 9007199254740993}`,
    `{"ticket_id": 1e400}`,
    `{"__proto__": {"ticket_id": 123}}`,
    `{"constructor": {"ticket_id": 123}}`,
    { ticketId: 123 },
    {},
  ])("(%j) without an id cannot be read", (body) => {
    expect(read(body).signal).toEqual(unreadable("no ticket's id in ticket_id"));
  });
});

describe("what cannot be read", () => {
  it.each<[string, unknown, string]>([
    ["is empty", "", "not JSON"],
    ["is not JSON", `{"type": `, "not JSON"],
    ["is not UTF-8", Buffer.from([0x22, 0xff, 0x22]), "not JSON"],
    ["begins with a byte order mark", `\uFEFF{"ticket_id": 1}`, "not JSON"],
    ["is compressed", Buffer.from([0x1f, 0x8b, 0x08]), "not JSON"],
    ["is null", "null", "no event"],
    ["is a list", [{ ticket_id: 123 }], "no event"],
    ["is a number", "123", "no event"],
    ["is a hundred thousand lists deep", "[".repeat(100_000) + "]".repeat(100_000), "no event"],
    ["has a type that is none", { type: { name: "ticket.created" } }, "no event"],
    ["has a type in another form", { type: "ticket.created" }, "no event"],
    ["has a type that would not fit into a line", { type: "zen:event-type:ticket.a\nb" }, "no event"],
    ["has a type without end", { type: `zen:event-type:ticket.${"x".repeat(256)}` }, "no event"],
  ])("because it %s is kept with the reason", (_, body, reason) => {
    expect(read(body)).toEqual({
      id: invocationId,
      kind: "unreadable",
      occurredAt: signedAt,
      signal: unreadable(reason),
    });
  });

  it("is not quoted in the reason", () => {
    expect(JSON.stringify(read(`{"name": "Canary Jones" Canary`).signal)).not.toContain("Canary");
  });
});

describe("a message from Zendesk", () => {
  const created = zendeskEvent("ticket.created", "ticket:1", { id: "e-1" });

  it.each<[string, object, Partial<ZendeskRequest>, string]>([
    ["is known by the event's id", created, {}, "e-1"],
    ["without that by its delivery's id", { ...created, id: undefined }, {}, invocationId],
    ["with an id of another kind by its delivery's", { ...created, id: 7 }, {}, invocationId],
    ["with an id without end by its delivery's", { ...created, id: "x".repeat(256) }, {}, invocationId],
    ["with an id that is no word by its delivery's", { ...created, id: "e\u00001" }, {}, invocationId],
    ["that a trigger wrote is known by its delivery's", { ticket_id: 1, id: "e-1" }, {}, invocationId],
  ])("%s", (_, body, other, id) => {
    expect(read(body, other).id).toBe(id);
  });

  it.each([[undefined], [""], ["a b"], ["x".repeat(256)], [["a", "b"]]])(
    "whose delivery has no id (%j) is known by what was signed, and when",
    (none) => {
      const [one, same, later, other] = [
        read({ ticket_id: 1 }, { invocationId: none }),
        read({ ticket_id: 1 }, { invocationId: none }),
        read({ ticket_id: 1 }, { invocationId: none, signedAt: "2026-11-20T15:10:01.000000000Z" }),
        read({ ticket_id: 2 }, { invocationId: none }),
      ].map(({ id }) => id);

      expect(one).toMatch(/^[0-9a-f]{64}$/);
      expect(same).toBe(one);
      expect(new Set([one, later, other]).size).toBe(3);
    },
  );

  it.each([undefined, null, "", "today", 1795187045, "2026-02-30T15:04:05Z"])(
    "of the time %j happened when it was signed",
    (time) => {
      expect(read({ ...created, time }).occurredAt).toBe(signedAt);
    },
  );
});
