import type { Path, Problem } from "./problem.ts";
import type { CatalogueFile } from "./schema.ts";
import { suggest } from "./suggest.ts";

type Named = { readonly name: string };

/** What a catalogue of the right shape still gets wrong: what is said twice, and references to what is not there. */
export function findInconsistencies(file: CatalogueFile): Problem[] {
  return [...findRepeated(file), ...findDangling(file)];
}

function findRepeated({
  segments,
  service_levels: levels,
  departments,
  schedules,
  responsibilities,
}: CatalogueFile): Problem[] {
  const exceptions = departments.flatMap((department, index) =>
    department.exceptions.map(({ name }, place) => ({
      path: ["departments", index, "exceptions", place, "name"],
      value: name,
    })),
  );
  return [
    ...usedTwice(valuesIn("segments", segments, "name")),
    ...usedTwice(valuesIn("segments", segments, "slug")),
    ...usedTwice(valuesIn("service_levels", levels, "name")),
    ...usedTwice(valuesIn("service_levels", levels, "slug")),
    ...usedTwice(valuesIn("departments", departments, "name")),
    ...usedTwice(valuesIn("schedules", schedules, "name")),
    ...usedTwice(valuesIn("responsibilities", responsibilities, "role")),
    ...usedTwice(exceptions),
    ...levels.flatMap(({ objectives }, index) =>
      usedTwice(
        objectives.map(({ metric, window }, place) => ({
          path: ["service_levels", index, "objectives", place],
          value: `${metric} a ${window}`,
        })),
      ),
    ),
  ];
}

function findDangling(file: CatalogueFile): Problem[] {
  const level = references("service level", "service_levels", file.service_levels.map(nameOf));
  const schedule = references("schedule", "schedules", file.schedules.map(nameOf));
  const role = references(
    "role",
    "responsibilities",
    file.responsibilities.map((responsibility) => responsibility.role),
  );
  return [
    ...file.segments.flatMap((segment, index) =>
      level(segment.service_level, ["segments", index, "service_level"]),
    ),
    ...file.service_levels.flatMap((some, index) => [
      ...schedule(some.schedule, ["service_levels", index, "schedule"]),
      ...(typeof some.coverage === "string"
        ? []
        : schedule(some.coverage, ["service_levels", index, "coverage"])),
      ...some.warnings.flatMap(({ tell }, place) =>
        role(tell, ["service_levels", index, "warnings", place, "tell"]),
      ),
      ...some.escalations.flatMap(({ to }, place) =>
        role(to, ["service_levels", index, "escalations", place, "to"]),
      ),
    ]),
    ...level(file.default_service_level, ["default_service_level"]),
    ...schedule(file.onboarding.schedule, ["onboarding", "schedule"]),
    ...file.urgency_rules.flatMap((rule, index) =>
      level(rule.service_levels, ["urgency_rules", index, "service_levels"]),
    ),
    ...file.departments.flatMap(({ takes, exceptions }, index) => [
      ...takes.flatMap((conditions, place) =>
        level(conditions.service_levels, ["departments", index, "takes", place, "service_levels"]),
      ),
      ...exceptions.flatMap((exception, place) =>
        level(exception.service_levels, ["departments", index, "exceptions", place, "service_levels"]),
      ),
    ]),
  ];
}

/** Looks at a name, or at each of a list. `list`: where such names are given. */
function references(
  what: string,
  list: keyof CatalogueFile,
  names: readonly string[],
): (written: string | readonly string[] | undefined, path: Path) => Problem[] {
  const unlessThere = (name: string, path: Path): Problem[] => {
    if (names.includes(name)) return [];
    const hint = names.length > 0 ? suggest(name, names) : `give it under ${list}`;
    return [{ path, message: `there is no ${what} "${name}"; ${hint}` }];
  };
  return (written = [], path) =>
    typeof written === "string"
      ? unlessThere(written, path)
      : written.flatMap((name, index) => unlessThere(name, [...path, index]));
}

function valuesIn<Key extends string>(
  list: string,
  entries: readonly Readonly<Record<Key, string>>[],
  key: Key,
): { path: Path; value: string }[] {
  return entries.map((entry, index) => ({ path: [list, index, key], value: entry[key] }));
}

function usedTwice(values: readonly { readonly path: Path; readonly value: string }[]): Problem[] {
  return values.flatMap(({ path, value }, index) =>
    values.findIndex((other) => other.value === value) === index
      ? []
      : [{ path, message: `"${value}" is used twice; leave out one of them or call it something else` }],
  );
}

function nameOf({ name }: Named): string {
  return name;
}
