import { type Catalogue, levelOf, type ServiceLevel, serviceLevelTag } from "../catalogue/catalogue.ts";
import { exceptionsOf, type LevelException } from "../catalogue/exceptions-of.ts";
import { levelUnder } from "../catalogue/level-under.ts";
import { type Wait, waitOf } from "../catalogue/wait.ts";
import { type Metric, metrics } from "../catalogue/target.ts";
import { priorities, type Priority } from "../tickets/ticket.ts";

export type LevelChoice = {
  readonly level: ServiceLevel;
  /** The option of the organization says so; or it has none, or one of no level, and the default applies. */
  readonly because: "option" | "no-option" | "unknown-option";
};

/** `option`: of the ticket's organization in `client_service_level`; without an organization, null. */
export function explainOption(option: string | null, catalogue: Catalogue): LevelChoice {
  const level = levelOf(option, catalogue);
  if (option === null) return { level, because: "no-option" };
  return { level, because: serviceLevelTag(level) === option.toLowerCase() ? "option" : "unknown-option" };
}

/** What a policy of a level promises. */
export type PolicyPromise = {
  /** Undefined: the level's own policy. */
  readonly exception: LevelException | undefined;
  /** In Zendesk's order of metrics, from the most to the least urgent. */
  readonly targets: readonly { readonly metric: Metric; readonly priority: Priority; readonly wait: Wait }[];
};

/** All that a level promises, whatever the ticket: in the order in which Zendesk tries the policies. */
export function explainLevel(level: ServiceLevel, catalogue: Catalogue): readonly PolicyPromise[] {
  const targetsOf = (promised: ServiceLevel): PolicyPromise["targets"] =>
    metrics.flatMap((metric) =>
      priorities.flatMap((priority) => {
        const wait = waitOf(promised, metric, priority, catalogue);
        return wait ? [{ metric, priority, wait }] : [];
      }),
    );
  return [
    ...exceptionsOf(level, catalogue).map((one) => ({
      exception: one,
      targets: targetsOf(levelUnder(level, one.exception)),
    })),
    { exception: undefined, targets: targetsOf(level) },
  ];
}
