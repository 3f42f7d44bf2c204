import type { Catalogue, ServiceLevel } from "../catalogue/catalogue.ts";
import { mentions } from "../tickets/mentions.ts";
import type { Offer } from "../catalogue/offer.ts";
import { type Finding, inconsistent, missing, present, type Topic } from "./review-finding.ts";
import { priorities } from "../tickets/ticket.ts";

const wordsForFeedback = [
  "feedback",
  "survey",
  "surveys",
  "satisfaction",
  "CSAT",
  "service review",
  "service reviews",
];

/** Whether each level says what it offers besides speed. */
export function reviewOffers({ serviceLevels }: Catalogue): Finding[] {
  return serviceLevels.flatMap((level) => {
    const feedback = level.services.filter((service) => mentions(service, wordsForFeedback));
    return [
      listed(level, "services", "services", level.services, "nothing says what is done"),
      listed(level, "services", "exclusions", level.exclusions, "nothing says what is not done"),
      listed(level, "channels", "channels", level.channels, "nothing says how clients reach support"),
      listed(level, "languages", "languages", level.languages, "no languages"),
      listed(level, "feedback", "services", feedback, "no service asks clients how content they are"),
      listed(level, "training", "training", titles(level.training), "no links to training"),
      listed(level, "knowledge base", "knowledge_base", titles(level.knowledgeBase), "no links to articles"),
    ];
  });
}

/** Whether somebody is there while time runs. */
export function reviewCoverage({ serviceLevels, schedules }: Catalogue): Finding[] {
  return serviceLevels.flatMap((level) => {
    const { coverage, channels, hours, targetMinutes } = level;
    const about = { topic: "coverage", level: level.name } as const;
    const where = ["service_levels", level.name, "coverage"];
    if (coverage.kind === "around-the-clock") return [present(about, "around the clock")];
    if (coverage.names.length === 0) return [missing(about, "nothing says when somebody is there", where)];

    const open = schedules.filter(
      ({ name, intervals }) =>
        coverage.names.includes(name) && Object.values(intervals).some((day) => day.length > 0),
    );
    const zones = open.map(({ name, timeZone }) => `${name} (${timeZone})`).join(", ");
    if (open.length === 0) {
      const which = channels.length > 0 ? channels.join(", ") : "its channels";
      return [
        inconsistent(
          about,
          `${which} without anybody there: ${coverage.names.join(", ")} never opens`,
          where,
        ),
      ];
    }
    const ever = priorities.filter(
      (priority) =>
        hours[priority] === "calendar" &&
        Object.values(targetMinutes).some((minutes) => minutes[priority] !== undefined),
    );
    return ever.length > 0
      ? [
          inconsistent(
            about,
            `${ever.join(", ")} counts around the clock, but somebody is there only while open: ${zones}`,
            where,
          ),
        ]
      : [present(about, zones)];
  });
}

function listed(
  level: ServiceLevel,
  topic: Topic,
  key: string,
  entries: readonly string[],
  whenNone: string,
): Finding {
  const about = { topic, level: level.name };
  if (entries.length === 0) return missing(about, whenNone, ["service_levels", level.name, key]);
  return present(about, key === "exclusions" ? `not: ${entries.join("; ")}` : entries.join("; "));
}

function titles(links: Offer["training"]): string[] {
  return links.map(({ title }) => title);
}
