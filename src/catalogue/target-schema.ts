import { z } from "zod";

import { hoursKinds, metrics } from "../domain/catalogue/target.ts";
import { priorities } from "../domain/tickets/ticket.ts";
import { byName } from "./by-name.ts";
import { durationMinutes } from "./duration.ts";

export const metric = z.enum(metrics).meta({
  description: "What Zendesk measures, by its own name.",
  examples: ["first_reply_time"],
});

const duration = durationMinutes.meta({
  description: "15m, 4h, 1h30m, 2d. A day is 24 hours, also of business hours.",
  examples: ["4h"],
});

export const minutesByPriority = byName(priorities, duration).meta({
  description: "How long it may take, by the priority of the ticket. What is left out has no target.",
  examples: [{ urgent: "15m", high: "1h" }],
});

export const targets = byName(metrics, minutesByPriority).meta({
  description: "How long something may take, by what Zendesk measures and by the priority of the ticket.",
  examples: [{ first_reply_time: { urgent: "15m" } }],
});

const hoursKind = z.enum(hoursKinds);

export const hours = z
  .strictObject({
    urgent: hoursKind.default("business"),
    high: hoursKind.default("business"),
    normal: hoursKind.default("business"),
    low: hoursKind.default("business"),
  })
  .meta({
    description: "Whether targets of a priority count in business hours or around the clock (calendar).",
    examples: [{ urgent: "calendar" }],
  });

/** Where only what differs is said. */
export const someHours = byName(priorities, hoursKind).meta({
  description: "Where it differs from the level: business hours, or around the clock (calendar).",
  examples: [{ urgent: "calendar" }],
});
