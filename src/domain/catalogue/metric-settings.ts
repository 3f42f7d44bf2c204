/**
 * What starts and ends the clock of a metric beyond what Zendesk does by itself, by its own names. In no published
 * reference; accepted by the API as `metric_settings` of an SLA policy.
 */
export const metricSettingNames = {
  first_reply_time: [
    "activate_on_ticket_created_for_end_user",
    "activate_on_agent_ticket_created_for_end_user_with_internal_note",
    "activate_on_light_agent_on_email_forward_ticket_from_end_user",
    "activate_on_agent_created_ticket_for_self",
    "fulfill_on_agent_internal_note",
  ],
  next_reply_time: [
    "fulfill_on_non_requesting_agent_internal_note_after_activation",
    "activate_on_end_user_added_internal_note",
    "activate_on_agent_requested_ticket_with_public_comment_or_internal_note",
    "activate_on_light_agent_internal_note",
  ],
  periodic_update_time: ["activate_on_agent_internal_note"],
} as const;

type Names = typeof metricSettingNames;

/** What is absent is left as it is in Zendesk. */
export type MetricSettings = {
  readonly [Metric in keyof Names]?: { readonly [Name in Names[Metric][number]]?: boolean };
};
