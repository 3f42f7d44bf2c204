import { type Catalogue, type ServiceLevel, serviceLevelTag } from "../catalogue/catalogue.ts";
import type { Department } from "../catalogue/department.ts";
import { targetCell } from "./document-targets.ts";
import { type Block, list, paragraph, type Section, section, table } from "./document-tree.ts";
import { enumerated, priorityNames } from "./document-words.ts";
import { countingHours } from "../catalogue/target.ts";
import type { TicketConditions } from "../catalogue/ticket-rules.ts";
import { priorities } from "../tickets/ticket.ts";

/** What only those need to know who keep the promise. */
export function staffSections(catalogue: Catalogue, levels: readonly ServiceLevel[]): readonly Section[] {
  return [
    ...section("Priorities", priorityBlocks(catalogue)),
    ...section("Departments", [], departmentSections(catalogue)),
    ...section(
      "Tags of tickets",
      table(
        ["Service level", "Tag"],
        levels.map((level) => [level.name, serviceLevelTag(level)]),
      ),
    ),
  ];
}

function priorityBlocks({ urgencyRules, defaultPriority }: Catalogue): readonly Block[] {
  const rows = urgencyRules.map((rule, index) => [
    String(index + 1),
    priorityNames[rule.priority],
    enumerated(conditionsInWords(rule)),
  ]);
  return [
    paragraph(
      "A ticket keeps the priority that somebody gave it. One that has none gets that of the first rule that matches, " +
        `otherwise ${defaultPriority}.`,
    ),
    ...table(["Rule", "Priority", "When"], rows),
  ];
}

function departmentSections({ departments, schedules }: Catalogue): readonly Section[] {
  const hasSchedule = schedules.length > 0;
  return departments.map((department) =>
    departmentSection({ ...department, hours: countingHours(department.hours, { hasSchedule }) }),
  );
}

function departmentSection({ name, group, takes, groupOwnershipMinutes, hours }: Department): Section {
  const reasons = takes.map((conditions) => enumerated(conditionsInWords(conditions)));
  const rows = priorities
    .filter((priority) => groupOwnershipMinutes[priority] !== undefined)
    .map((priority) => [priorityNames[priority], targetCell(groupOwnershipMinutes, hours, priority)]);
  return {
    title: name,
    blocks: [
      paragraph(
        reasons.length === 0
          ? `Its group in Zendesk is ${group}.`
          : `Its group in Zendesk is ${group}. It takes tickets that have no group when:`,
      ),
      ...list(reasons),
      ...table(["Priority", "With the group at most"], rows),
    ],
    sections: [],
  };
}

/** A department may take every ticket of some levels: then they are the only condition. */
function conditionsInWords({ impact, keywords, channels, serviceLevels }: TicketConditions): string[] {
  return [
    ...(keywords.length > 0 ? [`it mentions ${enumerated(keywords.map(quoted), "or")}`] : []),
    ...(impact.length > 0 ? [`its impact is ${enumerated(impact, "or")}`] : []),
    ...(channels.length > 0 ? [`it came by ${enumerated(channels, "or")}`] : []),
    ...(serviceLevels.length > 0 ? [`the client has ${enumerated(serviceLevels, "or")}`] : []),
  ];
}

function quoted(words: string): string {
  return `“${words}”`;
}
