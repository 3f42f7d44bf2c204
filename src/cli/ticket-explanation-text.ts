import { inDuration, metricNames } from "../domain/document/document-words.ts";
import type { ConditionFinding } from "../domain/explain/explain-conditions.ts";
import type { Clock, TargetExplanation } from "../domain/explain/explain-targets.ts";
import type { TicketExplanation } from "../domain/explain/explain-ticket.ts";
import type { Ticket } from "../domain/tickets/ticket.ts";
import type { Wait } from "../domain/catalogue/wait.ts";
import { levelChoiceText } from "./level-choice-text.ts";

export type ExplainedTicket = {
  readonly ticket: Ticket;
  /** `of "Acme"` */
  readonly whose: string;
  readonly option: string | null;
  readonly explanation: TicketExplanation;
};

/** Why a ticket has the targets it has, rule by rule. */
export function ticketExplanationText({ ticket, whose, option, explanation }: ExplainedTicket): string {
  const { choice, priority, department, policy, targets } = explanation;
  return [
    `Ticket ${ticket.id} ${whose}: ${ticket.subject} (${ticket.status})`,
    `Service level  ${levelChoiceText(choice, option)}`,
    `Priority       ${priorityText(priority)}`,
    ...priority.rules.map(
      ({ place, priority: gives, matches, findings }) =>
        `  rule ${place} (${gives}) ${matches ? "matches" : "does not match"}: ${findingsText(findings)}`,
    ),
    `Department     ${departmentText(department)}`,
    ...department.tried.map(
      ({ name, takes, reasons }) =>
        `  ${name} ${takes ? "takes it" : "does not take it"}: ${reasons.map(findingsText).join("; or ")}`,
    ),
    `SLA policy     ${choice.level.name}${policy.exception ? `, ${policy.exception.name}` : ""}`,
    ...policy.tried.map(
      ({ department: { name }, exception, applies }) =>
        `  the exception ${exception.name} of ${name} ${applies ? "applies" : "does not apply"}`,
    ),
    "Targets",
    ...(targets.length === 0 ? ["  none for this priority"] : targets.map(targetText)),
  ].join("\n");
}

function priorityText({ kind, priority }: TicketExplanation["priority"]): string {
  switch (kind) {
    case "chosen":
      return `${priority}, as the ticket has it`;
    case "rule":
      return `${priority}, by the first urgency rule that matches`;
    case "default":
      return `${priority}, the default: no urgency rule matches`;
  }
}

function departmentText({ kind, department, groupId }: TicketExplanation["department"]): string {
  switch (kind) {
    case "has-group":
      return department ? `${department.name}, whose group it has` : `none has its group (${groupId})`;
    case "taken":
      return groupId === null
        ? `${department?.name} takes it, but Zendesk has no group "${department?.group}"`
        : `${department?.name}, the first that takes it`;
    case "untaken":
      return "none takes it";
  }
}

const asked: Readonly<Record<ConditionFinding["asks"], string>> = {
  serviceLevels: "service level",
  channels: "channel",
  impact: "impact",
  keywords: "words",
};

function findingsText(findings: readonly ConditionFinding[]): string {
  if (findings.length === 0) return "it asks for nothing";
  return findings
    .map(({ asks, anyOf, found }) => {
      const values = (found.length > 0 ? found : anyOf).map((value) => `"${value}"`).join(", ");
      return `${asked[asks]} ${found.length > 0 ? "" : "none of "}${values}`;
    })
    .join(" and ");
}

function targetText({ metric, wait, clock }: TargetExplanation): string {
  const { minutes, schedule } = wait;
  const within = inDuration(minutes, schedule ? "business" : "calendar");
  const hours = schedule ? ` (${schedule.name})` : "";
  return `  ${metricNames[metric].padEnd(16)} within ${within}${hours}: ${clockText(clock, schedule)}`;
}

function clockText(clock: Clock, schedule: Wait["schedule"]): string {
  if (clock.kind === "by-events") return clock.counts;
  const { dueAt, leftMs } = clock;
  if (!dueAt) return "never due: its schedule is not open for so long";
  const due = `due ${dueAt.setZone(schedule?.timeZone ?? "utc").toFormat("ccc yyyy-MM-dd HH:mm ZZZZ")}`;
  if (leftMs === undefined) return `${due}; it is not running any more`;
  const minutes = Math.round(Math.abs(leftMs) / 60_000);
  const words = inDuration(minutes, schedule ? "business" : "calendar");
  return leftMs < 0 ? `${due}, ${words} ago` : `${due}, ${words} left`;
}
