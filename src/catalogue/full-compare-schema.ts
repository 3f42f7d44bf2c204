import { z } from "zod";

import { timeZone } from "./names.ts";

const timeHint = 'must be a time of day in quotes, as in "02:00"';

export const fullCompare = z
  .strictObject({
    at: z
      .string()
      .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, timeHint)
      .meta({ description: 'Local time of day, in quotes: "02:00".', examples: ["02:00"] }),
    time_zone: timeZone.default("UTC").meta({ description: "IANA name.", examples: ["Europe/Berlin"] }),
    on_manual_edit: z
      .enum(["restore", "report"])
      .default("restore")
      .meta({
        description: "What happens to fields of ours that somebody changed in Zendesk by hand.",
        examples: ["restore"],
      }),
    on_deleted: z
      .enum(["restore", "ask"])
      .default("restore")
      .meta({
        description: "What happens when somebody deleted the organization of a client in Zendesk.",
        examples: ["ask"],
      }),
  })
  .meta({
    description: "The daily comparison of all clients with Zendesk.",
    examples: [{ at: "02:00" }],
  });
