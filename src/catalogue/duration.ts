import { z } from "zod";

const example = "must be a duration, as in 15m, 4h, 1h30m or 2d";
const pattern = /^(?=\d)(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?$/;

/** `0m`, `15m`, `4h`, `1h30m`, `2d` (a day is 24 hours) as minutes. */
export const minutesOrNone = z
  .string({ error: example })
  .regex(pattern, example)
  .transform((text) => {
    const [, days, hours, minutes] = pattern.exec(text) ?? [];
    return Number(days ?? 0) * 24 * 60 + Number(hours ?? 0) * 60 + Number(minutes ?? 0);
  });

export const durationMinutes = minutesOrNone.refine(
  (minutes) => minutes > 0,
  "must be longer than nothing, as in 15m",
);
