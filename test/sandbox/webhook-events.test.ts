import { describe, expect, it } from "vitest";
import type { Organization } from "../../src/sandbox/account.ts";
import type { RecordChange } from "../../src/sandbox/record-changes.ts";
import type { Ticket } from "../../src/sandbox/ticket.ts";
import { webhookEvents } from "../../src/sandbox/webhook-events.ts";
import type { WebhookEvent } from "../../src/sandbox/webhook-events.ts";
import {
  newTicket,
  organization,
  organizationBecomes,
  segmentField,
  ticket,
  ticketBecomes,
} from "./webhook-records.ts";

function eventsOf(change: RecordChange): readonly WebhookEvent[] {
  let count = 0;
  return webhookEvents(change, {
    time: "2026-03-02T09:30:00Z",
    sequenceId: "01SEQUENCE",
    fields: [segmentField],
    newEventId: () => `event-${(count += 1)}`,
  });
}

const told = (change: RecordChange): object[] => eventsOf(change).map(({ type, event }) => ({ type, event }));

const first = { sequence: { id: "01SEQUENCE", position: 1 } };

describe("the events of a ticket", () => {
  it.each<[string, Partial<Ticket>, object]>([
    ["organization_changed", { organization_id: 9001 }, { current: "9001", previous: null }],
    ["priority_changed", { priority: "urgent" }, { current: "URGENT", previous: "" }],
    ["status_changed", { status: "pending" }, { current: "PENDING", previous: "OPEN" }],
    ["group_assignment_changed", { group_id: null }, { current: null, previous: "801" }],
    ["agent_assignment_changed", { assignee_id: 600 }, { current: "600", previous: null }],
    ["requester_changed", { requester_id: 503 }, { current: "503", previous: "501" }],
    ["submitter_changed", { submitter_id: 501 }, { current: "501", previous: "502" }],
    ["external_id_changed", { external_id: "T-1" }, { current: "T-1", previous: "" }],
    ["type_changed", { type: "incident" }, { current: "INCIDENT", previous: "" }],
    ["subject_changed", { subject: "Report?" }, { current: "Report?", previous: "Where is the report?" }],
    ["description_changed", { description: "Gone" }, { current: "Gone", previous: ticket.description }],
    ["tags_changed", { tags: ["los_vip"] }, { tags_added: ["los_vip"], tags_removed: ["report"] }],
  ])("%s tells what it was and what it is", (type, changes, event) => {
    expect(told(ticketBecomes(changes))).toEqual([
      { type: `zen:event-type:ticket.${type}`, event: { ...event, meta: first } },
    ]);
  });

  it("tell of a new ticket, in ids that are text and words in capitals", () => {
    expect(eventsOf(newTicket(4711))).toEqual([
      {
        account_id: expect.any(Number),
        id: "event-1",
        time: "2026-03-02T09:30:00Z",
        type: "zen:event-type:ticket.created",
        subject: "zen:ticket:4711",
        zendesk_event_version: "2022-11-06",
        detail: {
          actor_id: "600",
          assignee_id: null,
          brand_id: expect.stringMatching(/^\d+$/),
          created_at: "2026-03-02T09:00:00Z",
          custom_status: expect.stringMatching(/^\d+$/),
          description: "We miss the report of February.",
          external_id: "",
          form_id: expect.stringMatching(/^\d+$/),
          group_id: "801",
          id: "4711",
          is_public: true,
          organization_id: null,
          priority: "",
          requester_id: "501",
          status: "OPEN",
          subject: "Where is the report?",
          submitter_id: "502",
          tags: ["report"],
          type: "",
          updated_at: "2026-03-02T09:30:00Z",
          via: { channel: "web" },
        },
        event: { meta: first },
      },
    ]);
  });

  it("tell of a deleted ticket what it was", () => {
    const [event, ...others] = eventsOf({ actorId: 600, kind: "ticket", before: ticket, after: undefined });

    expect(others).toEqual([]);
    expect(event).toMatchObject({
      type: "zen:event-type:ticket.soft_deleted",
      subject: "zen:ticket:4711",
      detail: { id: "4711", status: "DELETED" },
    });
  });

  it("are several for one change, numbered within it, each showing the ticket as it is in the end", () => {
    const events = eventsOf(ticketBecomes({ priority: "high", status: "solved", tags: ["report", "late"] }));

    expect(events.map(({ id, type, event }) => ({ id, type, event }))).toMatchObject([
      { id: "event-1", type: "zen:event-type:ticket.priority_changed", event: { meta: first } },
      {
        id: "event-2",
        type: "zen:event-type:ticket.status_changed",
        event: { meta: { sequence: { id: "01SEQUENCE", position: 2 } } },
      },
      {
        id: "event-3",
        type: "zen:event-type:ticket.tags_changed",
        event: { meta: { sequence: { id: "01SEQUENCE", position: 3 } } },
      },
    ]);
    expect(events.map(({ detail }) => detail)).toMatchObject(
      events.map(() => ({ priority: "HIGH", status: "SOLVED", tags: ["report", "late"] })),
    );
  });

  it("are none when nothing changed but the time of the update and the order of tags", () => {
    const before = { ...ticket, tags: ["late", "report"] };
    const after = { ...ticket, tags: ["report", "late"], updated_at: "2026-03-02T10:00:00Z" };

    expect(eventsOf({ actorId: 600, kind: "ticket", before, after })).toEqual([]);
  });
});

describe("the events of an organization", () => {
  it.each<[string, Partial<Organization>, object]>([
    ["name_changed", { name: "Acme Ltd" }, { current: "Acme Ltd", previous: "Acme" }],
    ["external_id_changed", { external_id: "C-1" }, { current: "C-1", previous: "" }],
    [
      "tags_changed",
      { tags: ["los_vip", "los_smb"] },
      { added: { tags: ["los_vip"] }, removed: { tags: [] } },
    ],
    [
      "custom_field_changed",
      { organization_fields: { client_segment: "segment_vip" } },
      {
        current: "segment_vip",
        previous: "segment_smb",
        field: { id: "77", title: "Client segment", type: "dropdown" },
      },
    ],
  ])("%s tells what it was and what it is", (type, changes, event) => {
    expect(told(organizationBecomes(changes))).toEqual([
      { type: `zen:event-type:organization.${type}`, event },
    ]);
  });

  it.each([
    ["created", undefined, organization],
    ["deleted", organization, undefined],
  ] as const)("%s shows it without tags and fields", (type, before, after) => {
    expect(eventsOf({ actorId: 600, kind: "organization", before, after })).toMatchObject([
      {
        type: `zen:event-type:organization.${type}`,
        subject: "zen:organization:9001",
        event: {},
        detail: {
          created_at: "2026-03-01T09:00:00Z",
          external_id: "",
          group_id: null,
          id: "9001",
          name: "Acme",
          shared_comments: false,
          shared_tickets: false,
          updated_at: "2026-03-02T09:30:00Z",
        },
      },
    ]);
  });

  it.each<Partial<Organization>>([
    { notes: "call them" },
    { details: "Amsterdam" },
    { domain_names: ["acme.test"] },
    { group_id: 801 },
    { shared_tickets: true },
  ])("are none for %o", (changes) => {
    expect(eventsOf(organizationBecomes(changes))).toEqual([]);
  });
});
