import { z } from "zod";

import { metricSettingNames as names } from "../domain/catalogue/metric-settings.ts";
import { byName } from "./by-name.ts";

const { first_reply_time, next_reply_time, periodic_update_time } = names;

export const metricSettings = z
  .strictObject({
    first_reply_time: byName(first_reply_time, z.boolean()).exactOptional(),
    next_reply_time: byName(next_reply_time, z.boolean()).exactOptional(),
    periodic_update_time: byName(periodic_update_time, z.boolean()).exactOptional(),
  })
  .meta({
    description: "What else starts and ends the clock of a metric, by Zendesk's names: true or false each.",
    examples: [{ first_reply_time: { fulfill_on_agent_internal_note: false } }],
  });
