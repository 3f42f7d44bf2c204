import type { Catalogue, ServiceLevel } from "../catalogue/catalogue.ts";
import { exceptionSections, targetBlocks } from "./document-targets.ts";
import { type Audience, type Block, list, paragraph, type Section, section, table } from "./document-tree.ts";
import { enumerated, inDuration, metricNames } from "./document-words.ts";
import type { Escalation } from "../catalogue/escalation.ts";
import type { Coverage, Link } from "../catalogue/offer.ts";
import { metrics } from "../catalogue/target.ts";

const languages = new Intl.DisplayNames("en", { type: "language" });

/** What a level promises, one section for each side of it. */
export function levelSections(
  level: ServiceLevel,
  catalogue: Catalogue,
  audience: Audience,
): readonly Section[] {
  return [
    ...section("Services", list(level.services)),
    ...section("Not included", list(level.exclusions)),
    ...section("How to reach us", reach(level)),
    ...section("Targets", targetBlocks(level), exceptionSections(level, catalogue, audience)),
    ...section("Objectives and credits", objectives(level)),
    ...(audience === "staff" ? section("Before a target is missed", warnings(level)) : []),
    ...section("When a target is missed", escalations(level)),
    ...section("Help to read", links(level.knowledgeBase)),
    ...section("Training", links(level.training)),
  ];
}

function reach({ channels, languages: codes, coverage }: ServiceLevel): readonly Block[] {
  const spoken = codes.map((code) => languages.of(code) ?? code);
  const facts = [
    ["Channels", channels.join(", ")],
    ["Languages", spoken.join(", ")],
    ["Somebody is there", whenSomebodyIsThere(coverage)],
  ] as const;
  const said = facts.filter(([, words]) => words !== "");
  return said.length === 0 ? [] : [{ kind: "facts", facts: said }];
}

function whenSomebodyIsThere(coverage: Coverage): string {
  if (coverage.kind === "around-the-clock") return "around the clock";
  return coverage.names.length === 0 ? "" : `in the hours of ${enumerated(coverage.names)}`;
}

function objectives({ objectives: all }: ServiceLevel): readonly Block[] {
  return table(
    ["What", "Objective", "Otherwise"],
    all.map(({ metric, sharePercent, window, credit }) => [
      metricNames[metric],
      `${sharePercent} % within target per ${window}`,
      credit ?? "no credit",
    ]),
  );
}

function warnings({ warnings: all }: ServiceLevel): readonly Block[] {
  return table(
    ["What", "Before", "Who is told"],
    all.map(({ metric, beforeMinutes, tell }) => [
      metricNames[metric],
      inDuration(beforeMinutes, "calendar"),
      enumerated(tell),
    ]),
  );
}

function escalations({ escalations: all }: ServiceLevel): readonly Block[] {
  const steps = (metric: Escalation["metric"]): readonly Escalation[] =>
    all
      .filter((escalation) => escalation.metric === metric)
      .toSorted((one, other) => one.afterMinutes - other.afterMinutes);
  const rows = metrics.flatMap((metric) =>
    steps(metric).map(({ afterMinutes, to }) => [
      metricNames[metric],
      afterMinutes === 0 ? "at once" : `after ${inDuration(afterMinutes, "calendar")}`,
      to,
    ]),
  );
  return rows.length === 0
    ? []
    : [
        paragraph("What is late is handed on, step by step, until it is done:"),
        ...table(["What", "When", "Who takes over"], rows),
      ];
}

function links(all: readonly Link[]): readonly Block[] {
  return all.length === 0 ? [] : [{ kind: "links", links: all }];
}
