import type { SetupStep } from "./setup-step.ts";

export type DriftChange = {
  readonly appeared: readonly SetupStep[];
  /** Ids of the steps that are not needed any more. */
  readonly gone: readonly string[];
};

/** What differs now and did not before, and the other way round: each is told once. `before` holds ids of steps. */
export function changeOfDrift(before: readonly string[], steps: readonly SetupStep[]): DriftChange {
  const now = new Set(steps.map(({ id }) => id));
  return {
    appeared: steps.filter(({ id }) => !before.includes(id)),
    gone: before.filter((id) => !now.has(id)),
  };
}
