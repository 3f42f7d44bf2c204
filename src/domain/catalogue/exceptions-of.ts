import type { Catalogue, ServiceLevel } from "./catalogue.ts";
import type { Department, TargetException } from "./department.ts";

export type LevelException = { readonly department: Department; readonly exception: TargetException };

/** The exceptions that a level has, in the order in which Zendesk tries their policies. */
export function exceptionsOf(
  { name }: ServiceLevel,
  { departments }: Pick<Catalogue, "departments">,
): readonly LevelException[] {
  return departments.flatMap((department) =>
    department.exceptions
      .filter(({ serviceLevels }) => serviceLevels.includes(name))
      .map((exception) => ({ department, exception })),
  );
}
