import { inDuration, metricNames } from "../domain/document/document-words.ts";
import type { LevelChoice, PolicyPromise } from "../domain/explain/explain-level.ts";
import type { Metric } from "../domain/catalogue/target.ts";
import { priorities } from "../domain/tickets/ticket.ts";
import { levelChoiceText } from "./level-choice-text.ts";
import { textTable } from "./text-table.ts";

export type ClientExplanation = {
  /** `C-1042 "Acme"` */
  readonly who: string;
  readonly option: string | null;
  readonly choice: LevelChoice;
  readonly promises: readonly PolicyPromise[];
};

/** What is promised to a client, policy by policy, in the order in which Zendesk tries them. */
export function clientExplanationText({ who, option, choice, promises }: ClientExplanation): string {
  return [
    who,
    `Service level  ${levelChoiceText(choice, option)}`,
    ...promises.flatMap((promise) => ["", headOf(promise, choice), tableOf(promise)]),
  ].join("\n");
}

function headOf({ exception }: PolicyPromise, { level }: LevelChoice): string {
  if (!exception) return `SLA policy ${level.name}`;
  const { department, exception: one } = exception;
  const when =
    one.appliesTo.kind === "department"
      ? `tickets of ${department.name}`
      : `tickets with the tag ${one.appliesTo.impact.join(" or ")}`;
  return `SLA policy ${level.name}, ${one.name}: for ${when}`;
}

function tableOf({ targets }: PolicyPromise): string {
  if (targets.length === 0) return "  promises nothing";
  const metrics = [...new Set(targets.map(({ metric }) => metric))];
  const cell = (metric: Metric, priority: string): string => {
    const target = targets.find((one) => one.metric === metric && one.priority === priority);
    if (!target) return "-";
    return inDuration(target.wait.minutes, target.wait.schedule ? "business" : "calendar");
  };
  return textTable([
    ["", ...priorities],
    ...metrics.map((metric) => [
      metricNames[metric],
      ...priorities.map((priority) => cell(metric, priority)),
    ]),
  ]);
}
