import type { Catalogue } from "../catalogue/catalogue.ts";
import { type Finding, missing, present } from "./review-finding.ts";

const about = { topic: "responsibilities", level: null } as const;

/** Whether every role that is described is held by somebody, and asked for something. */
export function reviewResponsibilities({ responsibilities, serviceLevels }: Catalogue): Finding[] {
  const named = new Set(
    serviceLevels.flatMap(({ warnings, escalations }) => [
      ...warnings.flatMap(({ tell }) => tell),
      ...escalations.map(({ to }) => to),
    ]),
  );
  const troubles = responsibilities.flatMap(({ role, who }) => [
    ...(named.has(role)
      ? []
      : [missing(about, `${role} is named by no warning and no escalation`, ["responsibilities", role])]),
    ...(who === null
      ? [missing(about, `nobody is named who is ${role}`, ["responsibilities", role, "who"])]
      : []),
  ]);
  if (troubles.length > 0) return troubles;
  return responsibilities.length === 0
    ? [missing(about, "no roles", ["responsibilities"])]
    : [present(about, responsibilities.map(({ role }) => role).join(", "))];
}
