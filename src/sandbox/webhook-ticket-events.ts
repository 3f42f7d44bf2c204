import { brandId, customStatusId, formId } from "./ticket.ts";
import type { Ticket } from "./ticket.ts";
import { idText, tagsChanged, valueChanged } from "./webhook-happening.ts";
import type { Happening } from "./webhook-happening.ts";

type TicketDetail = ReturnType<typeof ticketDetail>;

/** What changed, by the key of the detail that shows it (Zendesk API reference, Ticket events). */
const changeTypes: readonly (readonly [type: string, key: keyof TicketDetail])[] = [
  ["ticket.organization_changed", "organization_id"],
  ["ticket.priority_changed", "priority"],
  ["ticket.status_changed", "status"],
  ["ticket.group_assignment_changed", "group_id"],
  ["ticket.agent_assignment_changed", "assignee_id"],
  ["ticket.requester_changed", "requester_id"],
  ["ticket.submitter_changed", "submitter_id"],
  ["ticket.external_id_changed", "external_id"],
  ["ticket.type_changed", "type"],
  ["ticket.subject_changed", "subject"],
  ["ticket.description_changed", "description"],
];

/** There is no event for an update as such: each attribute that changed has its own. */
export function ticketHappenings(
  before: Ticket | undefined,
  after: Ticket | undefined,
): readonly Happening[] {
  if (!before) return after ? [{ type: "ticket.created", event: {} }] : [];
  if (!after) return [{ type: "ticket.soft_deleted", event: {} }];
  const [was, is] = [ticketDetail(before), ticketDetail(after)];
  return [
    ...changeTypes.flatMap(([type, key]) => valueChanged(type, was[key], is[key])),
    ...tagsChanged("ticket.tags_changed", [before.tags, after.tags], (added, removed) => ({
      tags_added: added,
      tags_removed: removed,
    })),
  ];
}

/** The ticket as events show it: words in capitals, a missing word as empty text. */
export function ticketDetail(ticket: Ticket) {
  return {
    assignee_id: idText(ticket.assignee_id),
    brand_id: String(brandId),
    created_at: ticket.created_at,
    custom_status: String(customStatusId),
    description: ticket.description,
    external_id: ticket.external_id ?? "",
    form_id: String(formId),
    group_id: idText(ticket.group_id),
    id: String(ticket.id),
    is_public: true,
    organization_id: idText(ticket.organization_id),
    priority: ticket.priority?.toUpperCase() ?? "",
    requester_id: String(ticket.requester_id),
    status: ticket.status.toUpperCase(),
    subject: ticket.subject,
    submitter_id: String(ticket.submitter_id),
    tags: ticket.tags,
    type: ticket.type?.toUpperCase() ?? "",
    updated_at: ticket.updated_at,
    via: ticket.via,
  };
}
