import { DateTime } from "luxon";

import { zendeskTimeZones } from "./zendesk-time-zones.ts";

/** What Zendesk calls an IANA time zone (by whichever of its names: `US/Pacific` as well); undefined: it has no such zone. */
export function findZendeskTimeZone(timeZone: string): string | undefined {
  return zendeskTimeZones[timeZone] ?? byCanonicalName()[canonical(timeZone)];
}

/** Of a time zone that Zendesk has, as those of the catalogue are. */
export function getZendeskTimeZone(timeZone: string): string {
  const zone = findZendeskTimeZone(timeZone);
  if (zone === undefined) throw new Error(`Zendesk has no time zone ${timeZone}`);
  return zone;
}

/** IANA names of zones that Zendesk has, those first whose clocks go most like those of `timeZone`. */
export function nearestTimeZones(timeZone: string, atMost: number): string[] {
  const region = regionOf(timeZone);
  const offsets = offsetsOf(timeZone);
  return Object.keys(zendeskTimeZones)
    .map((zone) => ({
      zone,
      minutesApart: offsetsOf(zone).reduce(
        (sum, offset, index) => sum + Math.abs(offset - (offsets[index] ?? 0)),
        0,
      ),
    }))
    .toSorted(
      (one, other) =>
        one.minutesApart - other.minutesApart ||
        Number(regionOf(other.zone) === region) - Number(regionOf(one.zone) === region),
    )
    .slice(0, atMost)
    .map(({ zone }) => zone);
}

function byCanonicalName(): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(zendeskTimeZones).map(([timeZone, name]) => [canonical(timeZone), name]),
  );
}

function canonical(timeZone: string): string {
  return new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone;
}

/** In minutes, in winter and in summer: both hemispheres are told apart. */
function offsetsOf(timeZone: string): number[] {
  return [1, 7].map((month) => DateTime.fromObject({ year: 2026, month, day: 1 }, { zone: timeZone }).offset);
}

function regionOf(timeZone: string): string | undefined {
  return timeZone.split("/")[0];
}
