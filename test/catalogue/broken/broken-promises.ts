import { smallest, withLevel } from "../reading.ts";
import type { Broken } from "./broken.ts";

export const brokenPromises: readonly Broken[] = [
  [
    "a share without its sign",
    withLevel("objectives: [{ metric: next_reply_time, share: 90, window: month }]"),
    "4: service_levels.0.objectives.0.share: must be a share above 0% and up to 100%, as in 90% or 99.5%",
  ],
  [
    "a share above everything",
    withLevel("objectives: [{ metric: next_reply_time, share: 101%, window: month }]"),
    "4: service_levels.0.objectives.0.share: must be a share above 0% and up to 100%, as in 90% or 99.5%",
  ],
  [
    "a window that is none",
    withLevel("objectives: [{ metric: next_reply_time, share: 90%, window: monthly }]"),
    '4: service_levels.0.objectives.0.window: cannot be "monthly"; did you mean month?',
  ],
  [
    "an objective without a window",
    withLevel("objectives: [{ metric: next_reply_time, share: 90% }]"),
    "4: service_levels.0.objectives.0.window: is missing; write one of week, month, quarter",
  ],
  [
    "an objective for a metric that Zendesk does not have",
    withLevel("objectives: [{ metric: next_reply, share: 90%, window: week }]"),
    '4: service_levels.0.objectives.0.metric: cannot be "next_reply"; did you mean next_reply_time?',
  ],
  [
    "two objectives for the same",
    withLevel(
      "objectives: [{ metric: next_reply_time, share: 90%, window: week }, { metric: next_reply_time, share: 95%, window: week }]",
    ),
    '4: service_levels.0.objectives.1: "next_reply_time a week" is used twice; leave out one of them or call it something else',
  ],
  [
    "a warning that tells nobody",
    withLevel("warnings: [{ metric: next_reply_time, before: 30m, tell: [] }]"),
    "4: service_levels.0.warnings.0.tell: must not be empty, as in [ Support lead ]",
  ],
  [
    "a warning at the very end",
    withLevel("warnings: [{ metric: next_reply_time, before: 0m, tell: [Support lead] }]"),
    "4: service_levels.0.warnings.0.before: must be longer than nothing, as in 15m",
  ],
  [
    "a warning to a role where there is none",
    withLevel("warnings: [{ metric: next_reply_time, before: 30m, tell: [Support lead] }]"),
    '4: service_levels.0.warnings.0.tell.0: there is no role "Support lead"; give it under responsibilities',
  ],
  [
    "an escalation to a role that is misspelt",
    withLevel("escalations: [{ metric: next_reply_time, after: 0m, to: Support led }]") +
      "responsibilities: [{ role: Support lead, does: Watches the queue }]\n",
    '4: service_levels.0.escalations.0.to: there is no role "Support led"; did you mean Support lead?',
  ],
  [
    "a role that does nothing",
    smallest + "responsibilities: [{ role: Support lead }]\n",
    "6: responsibilities.0.does: is missing; write does: Assigns and watches the queue",
  ],
  [
    "a role given twice",
    smallest +
      "responsibilities:\n  - { role: Support lead, does: Watches }\n  - { role: Support lead, does: Waits }\n",
    '8: responsibilities.1.role: "Support lead" is used twice; leave out one of them or call it something else',
  ],
];
