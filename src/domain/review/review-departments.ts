import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Department } from "../catalogue/department.ts";
import { type Finding, inconsistent, missing, present } from "./review-finding.ts";
import { shadows } from "./review-shadow.ts";

const about = { topic: "departments", level: null } as const;

/** Whether tickets find a group, each department gets some, and each group has one measure of its speed. */
export function reviewDepartments(catalogue: Catalogue): Finding[] {
  const { departments } = catalogue;
  if (departments.length === 0) {
    return [missing(about, "nothing says who answers what; groups are left to Zendesk", ["departments"])];
  }
  return departments.flatMap((department, index) => {
    const { name, group, takes } = department;
    const earlier = departments.slice(0, index);
    const where = ["departments", name];
    const troubles = [
      ...(takes.length === 0 ? [missing(about, `${name} takes no tickets`, [...where, "takes"])] : []),
      ...takes.flatMap((conditions, place) => {
        const taker = earlier.find((other) => other.takes.some((one) => shadows(one, conditions, catalogue)));
        return taker
          ? [
              inconsistent(about, `what ${name} takes by reason ${place + 1} goes to ${taker.name} before`, [
                ...where,
                "takes",
                String(place + 1),
              ]),
            ]
          : [];
      }),
      ...earlier
        .filter((other) => other.group === group && isMeasured(other) && isMeasured(department))
        .map((other) =>
          inconsistent(about, `${name} and ${other.name} both say how long tickets may stay with ${group}`, [
            ...where,
            "group_ownership_time",
          ]),
        ),
    ];
    return troubles.length > 0
      ? troubles
      : [present(about, name === group ? name : `${name} (group ${group})`)];
  });
}

function isMeasured({ groupOwnershipMinutes }: Department): boolean {
  return Object.keys(groupOwnershipMinutes).length > 0;
}
