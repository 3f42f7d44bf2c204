import { z } from "zod";

import { objectiveWindows } from "../domain/catalogue/objective.ts";
import { durationMinutes, minutesOrNone } from "./duration.ts";
import { name, text } from "./names.ts";
import { metric } from "./target-schema.ts";

const shareHint = "must be a share above 0% and up to 100%, as in 90% or 99.5%";
const sharePattern = /^(\d{1,3}(?:\.\d{1,3})?) ?%$/;

const sharePercent = z
  .string({ error: shareHint })
  .regex(sharePattern, shareHint)
  .transform((share) => Number(sharePattern.exec(share)?.[1]))
  .refine((share) => share > 0 && share <= 100, shareHint);

const role = name.meta({ description: "A role of responsibilities.", examples: ["Support lead"] });

export const objective = z
  .strictObject({
    metric,
    share: sharePercent.meta({
      description: "How many of the tickets keep their target.",
      examples: ["90%"],
    }),
    window: z
      .enum(objectiveWindows)
      .meta({ description: "Over which time the share is counted.", examples: ["month"] }),
    credit: text.optional().meta({
      description: "What the client gets when the objective is missed.",
      examples: ["5 % of the monthly fee"],
    }),
  })
  .meta({ examples: [{ metric: "first_reply_time", share: "90%", window: "month" }] });

export const warning = z
  .strictObject({
    metric,
    before: durationMinutes.meta({
      description: "How long before the target is missed: 15m, 1h.",
      examples: ["30m"],
    }),
    tell: z
      .array(role)
      .min(1)
      .meta({ description: "Roles of responsibilities.", examples: [["Support lead"]] }),
  })
  .meta({ examples: [{ metric: "first_reply_time", before: "30m", tell: ["Support lead"] }] });

export const escalation = z
  .strictObject({
    metric,
    after: minutesOrNone.meta({
      description: "How long after the target was missed; 0m is at once.",
      examples: ["0m"],
    }),
    to: role,
  })
  .meta({ examples: [{ metric: "first_reply_time", after: "0m", to: "Support lead" }] });

export const responsibility = z
  .strictObject({
    role: name.meta({ description: "What warnings and escalations call it.", examples: ["Support lead"] }),
    does: text.meta({
      description: "What is expected of whoever has the role.",
      examples: ["Assigns and watches the queue"],
    }),
    who: text.optional().meta({
      description: "Who has it: a person, a team, an address.",
      examples: ["support-leads@example.com"],
    }),
  })
  .meta({ examples: [{ role: "Support lead", does: "Assigns and watches the queue" }] });
