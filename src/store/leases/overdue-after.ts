const minute = 60_000;
const hour = 60 * minute;

/** A reading that is so many periods late does not come by itself. */
const periodsMissed = 3;

/**
 * How long after it last began (milliseconds) each regular reading is overdue, by its name in `sweeps`. The daily
 * comparison is given two hours: a day has 25 when the clocks go back.
 */
export function overdueAfterMs({
  everyMinutes,
}: {
  readonly everyMinutes: number;
}): Readonly<Record<string, number>> {
  return {
    "catch-up-tickets": periodsMissed * everyMinutes * minute,
    "catch-up-organizations": periodsMissed * everyMinutes * minute,
    "policy-drift": periodsMissed * 30 * minute,
    "full-compare": 26 * hour,
  };
}
