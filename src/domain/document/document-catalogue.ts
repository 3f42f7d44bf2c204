import type { DateTime } from "luxon";

import type { Catalogue, ServiceLevel } from "../catalogue/catalogue.ts";
import { hoursSections } from "./document-hours.ts";
import { levelSections } from "./document-level.ts";
import { staffSections } from "./document-staff.ts";
import { type Audience, type Document, list, type Section, section, table } from "./document-tree.ts";
import { enumerated, metricMeanings, metricNames } from "./document-words.ts";
import { metrics } from "../catalogue/target.ts";

export type DocumentOptions = {
  readonly levels: readonly ServiceLevel[];
  readonly audience: Audience;
  readonly now: DateTime;
};

/** The service-level agreement that the catalogue amounts to. */
export function documentCatalogue(
  catalogue: Catalogue,
  { levels, audience, now }: DocumentOptions,
): Document {
  const names = levels.map(({ name }) => name);
  return {
    title: audience === "staff" ? "Service levels, for staff" : "Service level agreement",
    note: `${enumerated(names)}, as of ${now.setLocale("en").toFormat("d MMMM yyyy")}`,
    sections: [
      ...(levels.length > 1 ? overview(catalogue, levels) : []),
      ...levels.flatMap((level) => [
        {
          title: level.name,
          blocks: level.description === "" ? [] : [{ kind: "paragraph" as const, text: level.description }],
          sections: levelSections(level, catalogue, audience),
        },
      ]),
      ...meanings(levels),
      ...hoursSections(catalogue, levels, now),
      ...responsibilities(catalogue, levels, audience),
      ...(audience === "staff" ? staffSections(catalogue, levels) : []),
    ],
  };
}

function overview({ segments }: Catalogue, levels: readonly ServiceLevel[]): readonly Section[] {
  const rows = levels.map(({ name, description }) => [
    name,
    enumerated(segments.filter(({ serviceLevel }) => serviceLevel === name).map((segment) => segment.name)),
    description,
  ]);
  return section("At a glance", table(["Service level", "Clients", "Promise"], rows));
}

function meanings(levels: readonly ServiceLevel[]): readonly Section[] {
  const used = metrics.filter((metric) => levels.some(({ targetMinutes }) => targetMinutes[metric]));
  const facts = used.map((metric) => [metricNames[metric], metricMeanings[metric]] as const);
  return section("What is measured", facts.length === 0 ? [] : [{ kind: "facts", facts }]);
}

function responsibilities(
  { responsibilities: all }: Catalogue,
  levels: readonly ServiceLevel[],
  audience: Audience,
): readonly Section[] {
  if (audience === "staff") {
    const rows = all.map(({ role, does, who }) => [role, does, who ?? "not named"]);
    return section("Responsibilities", table(["Role", "Does", "Who"], rows));
  }
  const roles = new Set(levels.flatMap(({ escalations }) => escalations.map(({ to }) => to)));
  return section(
    "Responsibilities",
    list(all.filter(({ role }) => roles.has(role)).map(({ role, does }) => `${role}: ${does}`)),
  );
}
