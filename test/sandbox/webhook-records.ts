import type { Organization, OrganizationField } from "../../src/sandbox/account.ts";
import type { Ticket } from "../../src/sandbox/ticket.ts";
import type { RecordChange } from "../../src/sandbox/record-changes.ts";

export const ticket: Ticket = {
  id: 4711,
  external_id: null,
  via: { channel: "web" },
  created_at: "2026-03-02T09:00:00Z",
  updated_at: "2026-03-02T09:30:00Z",
  type: null,
  subject: "Where is the report?",
  description: "We miss the report of February.",
  priority: null,
  status: "open",
  requester_id: 501,
  submitter_id: 502,
  assignee_id: null,
  organization_id: null,
  group_id: 801,
  tags: ["report"],
};

export const organization: Organization = {
  id: 9001,
  name: "Acme",
  shared_tickets: false,
  shared_comments: false,
  external_id: null,
  created_at: "2026-03-01T09:00:00Z",
  updated_at: "2026-03-02T09:30:00Z",
  domain_names: [],
  details: null,
  notes: null,
  group_id: null,
  tags: ["los_smb"],
  organization_fields: { client_segment: "segment_smb" },
};

export const segmentField: OrganizationField = {
  id: 77,
  type: "dropdown",
  key: "client_segment",
  title: "Client segment",
  description: "",
  position: 0,
  active: true,
  regexp_for_validation: null,
  created_at: "2026-03-01T09:00:00Z",
  updated_at: "2026-03-01T09:00:00Z",
  tag: null,
  options: [],
};

export function ticketBecomes(changes: Partial<Ticket>): RecordChange {
  return { actorId: 600, kind: "ticket", before: ticket, after: { ...ticket, ...changes } };
}

export function organizationBecomes(changes: Partial<Organization>): RecordChange {
  return { actorId: 600, kind: "organization", before: organization, after: { ...organization, ...changes } };
}

export const newTicket = (id: number): RecordChange => ({
  actorId: 600,
  kind: "ticket",
  before: undefined,
  after: { ...ticket, id },
});
