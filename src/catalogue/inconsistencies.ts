import type { CatalogueFile } from "./schema.ts";
import type { ConditionsInFile } from "./ticket-rules-schema.ts";

type Path = readonly PropertyKey[];
export type Problem = { readonly path: Path; readonly message: string };

/** What a catalogue of the right shape still gets wrong: names used twice, and references to what is not there. */
export function findInconsistencies(file: CatalogueFile): Problem[] {
  const unknownLevel = unlessOneOf("service level", file.service_levels);
  const unknownSchedule = unlessOneOf("schedule", file.schedules);
  const unknownLevelsIn = ({ service_levels: levels = [] }: ConditionsInFile, path: Path): Problem[] =>
    levels.flatMap((level, index) => unknownLevel(level, [...path, "service_levels", index]));

  return [
    ...usedTwice("segments", file.segments, ["name", "slug"]),
    ...usedTwice("service_levels", file.service_levels, ["name", "slug"]),
    ...usedTwice("departments", file.departments, ["name"]),
    ...usedTwice("schedules", file.schedules, ["name"]),
    ...file.segments.flatMap(({ service_level }, index) =>
      unknownLevel(service_level, ["segments", index, "service_level"]),
    ),
    ...file.service_levels.flatMap(({ schedule }, index) =>
      schedule === undefined ? [] : unknownSchedule(schedule, ["service_levels", index, "schedule"]),
    ),
    ...unknownLevel(file.default_service_level, ["default_service_level"]),
    ...file.urgency_rules.flatMap((rule, index) => unknownLevelsIn(rule, ["urgency_rules", index])),
    ...file.departments.flatMap(({ takes }, index) =>
      takes.flatMap((conditions, place) =>
        unknownLevelsIn(conditions, ["departments", index, "takes", place]),
      ),
    ),
  ];
}

function unlessOneOf(
  what: string,
  entries: readonly { readonly name: string }[],
): (name: string, path: Path) => Problem[] {
  const names = entries.map(({ name }) => name);
  const choice = names.length === 0 ? "there is none" : `there are ${names.join(", ")}`;
  return (name, path) =>
    names.includes(name) ? [] : [{ path, message: `there is no ${what} "${name}"; ${choice}` }];
}

function usedTwice<Key extends string>(
  list: string,
  entries: readonly Readonly<Record<Key, string>>[],
  keys: readonly Key[],
): Problem[] {
  return keys.flatMap((key) =>
    entries.flatMap((entry, index) =>
      entries.findIndex((other) => other[key] === entry[key]) === index
        ? []
        : [{ path: [list, index, key], message: `"${entry[key]}" is used twice` }],
    ),
  );
}
