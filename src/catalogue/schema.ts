import { z } from "zod";

import { catchUp } from "./catch-up-schema.ts";
import { department } from "./department-schema.ts";
import { fullCompare } from "./full-compare-schema.ts";
import { name, slug } from "./names.ts";
import { onboarding } from "./onboarding-schema.ts";
import { responsibility } from "./promise-schema.ts";
import { schedule } from "./schedule-schema.ts";
import { serviceLevel } from "./service-level-schema.ts";
import { priority, urgencyRule } from "./ticket-rules-schema.ts";

const segment = z
  .strictObject({
    name: name.meta({ description: "As accounting calls it.", examples: ["Key Account"] }),
    slug: slug.meta({
      description: "Makes the option segment_<slug> of its organizations in Zendesk.",
      examples: ["key_account"],
    }),
    service_level: name.meta({
      description: "The level of its clients unless another is set apart for one.",
      examples: ["Key Account"],
    }),
  })
  .meta({ examples: [{ name: "Key Account", slug: "key_account", service_level: "Key Account" }] });

/** The shape of `service-levels.yaml`. What one part says of another is checked in `findInconsistencies`. */
export const catalogueFile = z
  .strictObject({
    segments: z.array(segment).min(1).meta({
      description: "Groups of clients, from the most to the least premium.",
    }),
    service_levels: z.array(serviceLevel).min(1).meta({
      description: "The promises. A ticket carries the tag los_<slug> of the level of its client.",
    }),
    default_service_level: name.meta({
      description: "The level of a ticket whose requester belongs to no client we know.",
      examples: ["SMB"],
    }),
    responsibilities: z.array(responsibility).default([]).meta({
      description: "The roles that warnings and escalations name.",
    }),
    urgency_rules: z.array(urgencyRule).default([]).meta({
      description: "The priority of a ticket that has none; the first rule that matches decides.",
    }),
    default_priority: priority.default("normal").meta({ description: "When no rule matches." }),
    departments: z.array(department).default([]).meta({
      description: "Who answers: Zendesk groups, the tickets they take, and targets of their own.",
    }),
    schedules: z.array(schedule).default([]).meta({
      description: "When the office is open: what business hours are.",
    }),
    full_compare: fullCompare.prefault({ at: "02:00" }),
    catch_up: catchUp.prefault({}),
    onboarding: onboarding.prefault({}),
  })
  .meta({ title: "Service catalogue of los-sync" });

export type CatalogueFile = z.infer<typeof catalogueFile>;
