import { IANAZone } from "luxon";
import { describe, expect, it } from "vitest";

import {
  findZendeskTimeZone,
  getZendeskTimeZone,
  nearestTimeZones,
} from "../../../src/domain/setup/zendesk-time-zone.ts";
import { zendeskTimeZones } from "../../../src/domain/setup/zendesk-time-zones.ts";

describe("Zendesk's name of a time zone", () => {
  it.each([
    ["America/Los_Angeles", "Pacific Time (US & Canada)"],
    ["America/Chicago", "Central Time (US & Canada)"],
    ["Europe/London", "London"],
    ["UTC", "UTC"],
    ["Asia/Dubai", "Abu Dhabi"],
    // Other IANA names of the same zones.
    ["US/Pacific", "Pacific Time (US & Canada)"],
    ["Europe/Kiev", "Kyiv"],
    ["Asia/Calcutta", "Kolkata"],
    ["America/Godthab", "Greenland"],
    ["America/Toronto", undefined],
  ])("of %s is %s", (timeZone, name) => {
    expect(findZendeskTimeZone(timeZone)).toBe(name);
  });

  it("is asked for in vain where the catalogue could not have let it pass", () => {
    expect(() => getZendeskTimeZone("America/Toronto")).toThrow("Zendesk has no time zone America/Toronto");
  });

  it("is known for zones that are there, once each", () => {
    const zones = Object.keys(zendeskTimeZones);

    expect(zones.filter((zone) => !IANAZone.isValidZone(zone))).toEqual([]);
    expect(new Set(Object.values(zendeskTimeZones)).size).toBe(zones.length);
  });
});

describe("the nearest that Zendesk has", () => {
  it.each([
    ["America/Toronto", "America/New_York"],
    ["Europe/Oslo", "Europe/Berlin"],
    ["America/Anchorage", "America/Juneau"],
    ["Asia/Manila", "Asia/Hong_Kong"],
  ])("to %s has clocks like %s", (timeZone, near) => {
    expect(nearestTimeZones(timeZone, 4)).toContain(near);
  });

  it("is in the same part of the world where others have the same clocks", () => {
    expect(nearestTimeZones("Europe/Chisinau", 3)).toEqual([
      "Europe/Athens",
      "Europe/Bucharest",
      "Europe/Helsinki",
    ]);
  });
});
