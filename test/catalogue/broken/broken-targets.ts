import { withLevel } from "../reading.ts";
import type { Broken } from "./broken.ts";

export const brokenTargets: readonly Broken[] = [
  [
    "a duration without unit",
    withLevel("targets: { first_reply_time: { high: 15 } }"),
    "4: service_levels.0.targets.first_reply_time.high: must be a duration, as in 15m, 4h, 1h30m or 2d",
  ],
  [
    "a duration in words",
    withLevel("targets: { first_reply_time: { high: soon } }"),
    "4: service_levels.0.targets.first_reply_time.high: must be a duration, as in 15m, 4h, 1h30m or 2d",
  ],
  [
    "a target of no time",
    withLevel("targets: { first_reply_time: { high: 0m } }"),
    "4: service_levels.0.targets.first_reply_time.high: must be longer than nothing, as in 15m",
  ],
  [
    "a priority that Zendesk does not have",
    withLevel("targets: { first_reply_time: { top: 1h } }"),
    "4: service_levels.0.targets.first_reply_time.top: unknown key; there are urgent, high, normal, low",
  ],
  [
    "a metric that is misspelt",
    withLevel("targets: { first_reply_tme: { high: 1h } }"),
    "4: service_levels.0.targets.first_reply_tme: unknown key; did you mean first_reply_time?",
  ],
  [
    "a metric that Zendesk does not have",
    withLevel("targets: { happiness: { high: 1h } }"),
    "4: service_levels.0.targets.happiness: unknown key; there are first_reply_time, next_reply_time, requester_wait_time, agent_work_time, periodic_update_time, pausable_update_time, total_resolution_time",
  ],
  [
    "a metric without priorities",
    withLevel("targets: { first_reply_time: 1h }"),
    "4: service_levels.0.targets.first_reply_time: must be keys with values, as in { urgent: 15m, high: 1h }",
  ],
  [
    "hours of another kind",
    withLevel("hours: { low: calender }"),
    '4: service_levels.0.hours.low: cannot be "calender"; did you mean calendar?',
  ],
  [
    "a schedule where there is none",
    withLevel("schedule: Office"),
    '4: service_levels.0.schedule: there is no schedule "Office"; give it under schedules',
  ],
  [
    "a setting of a metric that Zendesk does not have",
    withLevel("metric_settings: { first_reply_time: { fulfill_on_agent_note: true } }"),
    "4: service_levels.0.metric_settings.first_reply_time.fulfill_on_agent_note: unknown key; there are activate_on_ticket_created_for_end_user, activate_on_agent_ticket_created_for_end_user_with_internal_note, activate_on_light_agent_on_email_forward_ticket_from_end_user, activate_on_agent_created_ticket_for_self, fulfill_on_agent_internal_note",
  ],
  [
    "a setting of a metric that has none",
    withLevel("metric_settings: { agent_work_time: {} }"),
    "4: service_levels.0.metric_settings.agent_work_time: unknown key; there are first_reply_time, next_reply_time, periodic_update_time",
  ],
  [
    "a setting that is neither true nor false",
    withLevel("metric_settings: { periodic_update_time: { activate_on_agent_internal_note: yes } }"),
    "4: service_levels.0.metric_settings.periodic_update_time.activate_on_agent_internal_note: must be true or false",
  ],
];
