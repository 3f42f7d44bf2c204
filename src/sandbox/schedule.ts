export const minutesOfDay = 24 * 60;

/** Minutes since Sunday 00:00 of the schedule's zone, within one day: Monday 09:00 is 1980. */
export type Interval = { readonly start_time: number; readonly end_time: number };

/** Whole days, the last one included: "2026-12-25". */
export type Holiday = {
  readonly id: number;
  readonly name: string;
  readonly start_date: string;
  readonly end_date: string;
};

/** When business hours are. */
export type Schedule = {
  readonly id: number;
  readonly name: string;
  /** As Rails names it: "Eastern Time (US & Canada)". */
  readonly time_zone: string;
  readonly created_at: string;
  readonly updated_at: string;
  readonly intervals: readonly Interval[];
  readonly holidays: readonly Holiday[];
};
