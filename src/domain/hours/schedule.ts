export const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Weekday = (typeof weekdays)[number];

/** When the office is open. */
export type Schedule = {
  readonly name: string;
  /** IANA name. */
  readonly timeZone: string;
  /** In order, none touching another's time; a weekday that is absent is closed. */
  readonly intervals: Readonly<Partial<Record<Weekday, readonly OpenInterval[]>>>;
  readonly holidays: readonly Holiday[];
};

/** Minutes of the local day, 0 to 1440. */
export type OpenInterval = { readonly fromMinute: number; readonly toMinute: number };

/** "09:30"; the end of a day is "24:00". */
export function timeOfDay(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}

/** Whole days of the schedule's zone, the last one included: "2026-12-25". */
export type Holiday = { readonly name: string; readonly from: string; readonly to: string };
