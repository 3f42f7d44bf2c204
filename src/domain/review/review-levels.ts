import type { Catalogue, Segment } from "../catalogue/catalogue.ts";
import { type Finding, inconsistent, missing, present } from "./review-finding.ts";

const about = { topic: "service levels", level: null } as const;

/** Whether each level says what it is, and whether segments and the default keep to the order of the levels. */
export function reviewLevels({ serviceLevels, segments, defaultServiceLevel }: Catalogue): Finding[] {
  const rank = ({ serviceLevel }: Segment): number =>
    serviceLevels.findIndex(({ name }) => name === serviceLevel);
  const mostBasic = serviceLevels.at(-1)?.name;
  const troubles = [
    ...serviceLevels
      .filter(({ description }) => description === "")
      .map(({ name }) =>
        missing({ ...about, level: name }, "does not say in a sentence what it is", [
          "service_levels",
          name,
          "description",
        ]),
      ),
    ...segments.flatMap((segment, index) => {
      const better = segments.slice(index + 1).find((other) => rank(other) < rank(segment));
      return better
        ? [
            inconsistent(
              about,
              `the segment ${segment.name} has the level ${segment.serviceLevel}, ${better.name} below it the better ${better.serviceLevel}`,
              ["segments", segment.name, "service_level"],
            ),
          ]
        : [];
    }),
    ...(mostBasic === undefined || mostBasic === defaultServiceLevel
      ? []
      : [
          inconsistent(
            about,
            `whoever is no client has the level ${defaultServiceLevel}; the most basic is ${mostBasic}`,
            ["default_service_level"],
          ),
        ]),
  ];
  if (troubles.length > 0) return troubles;
  return [
    present(
      about,
      `${serviceLevels.map(({ name }) => name).join(" › ")}; ${defaultServiceLevel} for whoever is no client`,
    ),
  ];
}
