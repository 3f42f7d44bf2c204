import type { LiveHoliday } from "./live-account.ts";
import type { Holiday } from "../hours/schedule.ts";

export type HolidayPairs = {
  readonly missing: readonly Holiday[];
  /** Of the same name, on other days of the same year. */
  readonly moved: readonly { readonly holiday: Holiday; readonly live: LiveHoliday }[];
  readonly surplus: readonly LiveHoliday[];
};

/**
 * Which holiday of Zendesk is which of the catalogue: one that is the same, else one of that name in the same year, since
 * names come back every year. Without those that were over before `today`.
 */
export function pairHolidays(
  wanted: readonly Holiday[],
  live: readonly LiveHoliday[],
  today: string,
): HolidayPairs {
  const surplus = live.filter(({ endDate }) => endDate >= today);
  const take = (isIt: (one: LiveHoliday) => boolean): LiveHoliday | undefined => {
    const index = surplus.findIndex(isIt);
    return index === -1 ? undefined : surplus.splice(index, 1)[0];
  };
  const toCome = wanted.filter(
    (holiday, index) => holiday.to >= today && wanted.findIndex((other) => isSame(other, holiday)) === index,
  );
  const different = toCome.filter(
    ({ name, from, to }) => !take((one) => one.name === name && one.startDate === from && one.endDate === to),
  );
  const moved: { holiday: Holiday; live: LiveHoliday }[] = [];
  const missing: Holiday[] = [];
  for (const holiday of different) {
    const old = take(
      ({ name, startDate }) => name === holiday.name && yearOf(startDate) === yearOf(holiday.from),
    );
    if (old) moved.push({ holiday, live: old });
    else missing.push(holiday);
  }
  return { missing, moved, surplus };
}

function isSame(one: Holiday, other: Holiday): boolean {
  return one.name === other.name && one.from === other.from && one.to === other.to;
}

/** Of "2026-12-25". */
function yearOf(date: string): string {
  return date.slice(0, 4);
}
