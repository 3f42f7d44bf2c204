import type { DateTime } from "luxon";

import type { Catalogue } from "../catalogue/catalogue.ts";
import { reviewDepartments } from "./review-departments.ts";
import { reviewEscalations } from "./review-escalations.ts";
import { type Finding, topics } from "./review-finding.ts";
import { reviewLevels } from "./review-levels.ts";
import { reviewObjectives } from "./review-objectives.ts";
import { reviewCoverage, reviewOffers } from "./review-offers.ts";
import { reviewResponsibilities } from "./review-responsibilities.ts";
import { reviewSchedules } from "./review-schedules.ts";
import { reviewTargets } from "./review-targets.ts";
import { reviewUrgency } from "./review-urgency.ts";

/**
 * Holds the catalogue against what a complete definition of service levels needs: what is there, what is missing, and
 * what contradicts itself. By topic, and within one from the most to the least premium level.
 */
export function reviewCatalogue(catalogue: Catalogue, now: DateTime): Finding[] {
  const findings = [
    ...reviewLevels(catalogue),
    ...reviewTargets(catalogue),
    ...reviewObjectives(catalogue),
    ...reviewEscalations(catalogue),
    ...reviewResponsibilities(catalogue),
    ...reviewOffers(catalogue),
    ...reviewCoverage(catalogue),
    ...reviewSchedules(catalogue, now),
    ...reviewDepartments(catalogue),
    ...reviewUrgency(catalogue),
  ];
  return topics.flatMap((topic) => findings.filter((finding) => finding.topic === topic));
}
