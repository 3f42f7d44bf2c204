import type { Catalogue, ServiceLevel } from "../catalogue/catalogue.ts";
import type { LiveAccount } from "./live-account.ts";
import { priorities } from "../tickets/ticket.ts";

/**
 * A policy cannot name a schedule: business hours of a ticket are those of the account's first schedule, unless a
 * trigger sets another ("Setting your schedule with business hours and holidays").
 */
export function scheduleNotes(
  { serviceLevels, schedules }: Catalogue,
  live: Pick<LiveAccount, "schedules">,
): readonly string[] {
  const first = live.schedules[0]?.name ?? schedules[0]?.name;
  if (first === undefined) return [];
  return serviceLevels
    .filter((level) => level.schedule !== null && level.schedule !== first && countsBusinessHours(level))
    .map(({ name, schedule }) => {
      const wish = `business hours of ${name} are those of schedule ${schedule}`;
      return `${wish}: Zendesk takes those of ${first} unless a trigger sets the schedule of the ticket`;
    });
}

function countsBusinessHours({ targetMinutes, hours }: ServiceLevel): boolean {
  return Object.values(targetMinutes).some((minutes) =>
    priorities.some((priority) => minutes[priority] !== undefined && hours[priority] === "business"),
  );
}
