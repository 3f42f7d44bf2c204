import { counted } from "../domain/counted.ts";
import { estimateCalls } from "../domain/setup/plan-calls.ts";
import type { SetupPlan, SetupStep } from "../domain/setup/setup-step.ts";
import { changeText } from "./change-text.ts";

const marks = { create: "+", update: "~", delete: "-", reorder: "↕" } as const;

/** A plan for a person who has to agree to it: every step with its fields, old and new. */
export function setupPlanTable(plan: SetupPlan): string {
  const { steps, notes } = plan;
  return [...steps.flatMap(linesOf), ...notes.map((note) => `! ${note}`), totalOf(plan)].join("\n");
}

function linesOf({ action, name, changes }: SetupStep): string[] {
  const fields = changes.flatMap((change) => changeText(change, action));
  return [`${marks[action]} ${name}`, ...fields.map((line) => `    ${line}`)];
}

function totalOf(plan: SetupPlan): string {
  const { steps, notes } = plan;
  if (steps.length > 0)
    return `${counted(steps.length, "change")}, about ${counted(estimateCalls(plan), "call")}`;
  return notes.length > 0
    ? "Beyond that, Zendesk is as the catalogue says."
    : "Zendesk is as the catalogue says.";
}
