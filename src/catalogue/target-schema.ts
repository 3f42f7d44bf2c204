import { z } from "zod";

import { hoursKinds, metrics } from "../domain/target.ts";
import { priorities } from "../domain/ticket.ts";
import { byName } from "./by-name.ts";
import { durationMinutes } from "./duration.ts";

export const targets = byName(metrics, byName(priorities, durationMinutes));

const hoursKind = z.enum(hoursKinds).default("business");

export const hours = z.strictObject({
  urgent: hoursKind,
  high: hoursKind,
  normal: hoursKind,
  low: hoursKind,
});
