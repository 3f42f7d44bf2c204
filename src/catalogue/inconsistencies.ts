import type { CatalogueFile } from "./schema.ts";

export type Problem = { readonly path: readonly PropertyKey[]; readonly message: string };

/** What a catalogue of the right shape still gets wrong: names used twice, and references to what is not there. */
export function findInconsistencies(file: CatalogueFile): Problem[] {
  const levels = file.service_levels.map(({ name }) => name);
  const unknownLevel = (name: string, path: readonly PropertyKey[]): Problem[] =>
    levels.includes(name)
      ? []
      : [{ path, message: `there is no service level "${name}"; there are ${levels.join(", ")}` }];

  return [
    ...usedTwice("segments", file.segments),
    ...usedTwice("service_levels", file.service_levels),
    ...file.segments.flatMap(({ service_level }, index) =>
      unknownLevel(service_level, ["segments", index, "service_level"]),
    ),
    ...unknownLevel(file.default_service_level, ["default_service_level"]),
  ];
}

function usedTwice(list: string, entries: readonly { name: string; slug: string }[]): Problem[] {
  return (["name", "slug"] as const).flatMap((key) =>
    entries.flatMap((entry, index) =>
      entries.findIndex((other) => other[key] === entry[key]) === index
        ? []
        : [{ path: [list, index, key], message: `"${entry[key]}" is used twice` }],
    ),
  );
}
