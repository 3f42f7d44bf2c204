import { brandId, customStatusId, formId } from "./ticket.ts";
import type { Ticket } from "./ticket.ts";

/** A ticket as the API shows it, with the keys of the recorded ones; what the account does not keep is the same for all. */
export function presentTicket(ticket: Ticket, origin: string): object {
  const { via, external_id, created_at, updated_at, type, subject, description, priority, status } = ticket;
  const { requester_id, submitter_id, assignee_id, organization_id, group_id, tags } = ticket;
  return {
    url: `${origin}/api/v2/tickets/${ticket.id}.json`,
    id: ticket.id,
    external_id,
    via: presentVia(via),
    created_at,
    updated_at,
    type,
    subject,
    raw_subject: subject,
    description,
    priority,
    status,
    recipient: null,
    requester_id,
    submitter_id,
    assignee_id,
    organization_id,
    group_id,
    collaborator_ids: [],
    follower_ids: [],
    email_cc_ids: [],
    forum_topic_id: null,
    problem_id: null,
    has_incidents: false,
    is_public: true,
    due_at: null,
    tags,
    custom_fields: [],
    satisfaction_rating: null,
    sharing_agreement_ids: [],
    custom_status_id: customStatusId,
    fields: [],
    followup_ids: [],
    ticket_form_id: formId,
    brand_id: brandId,
    allow_channelback: false,
    allow_attachments: true,
    from_messaging_channel: false,
  };
}

export const presentVia = ({ channel }: Ticket["via"]): object => ({
  channel,
  source: { from: {}, to: {}, rel: null },
});
