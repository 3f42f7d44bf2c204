import type { ClientField, ClientRecord } from "./client.ts";
import type { Instant } from "../instant.ts";

const steps = [
  { step: "notification", title: "Notification", fields: ["name", "segment"] },
  { step: "da-reply", title: "DA reply", fields: ["seoAnalyst", "daAnalyst"] },
  {
    step: "account-management-reply",
    title: "Account management reply",
    fields: ["accountManager"],
  },
  { step: "ids", title: "Ids", fields: ["clientCenterId", "clientHubUrn"] },
] as const satisfies readonly {
  readonly step: string;
  readonly title: string;
  readonly fields: readonly ClientField[];
}[];

export type OnboardingStep = {
  readonly step: (typeof steps)[number]["step"];
  readonly title: string;
  readonly isDone: boolean;
  /** Fields that are not there. */
  readonly missing: readonly ClientField[];
  /** the newest of its fields. */
  readonly doneAt: Instant | null;
};

/** What has to be there before a client is served as promised. */
export type Onboarding = { readonly isComplete: boolean; readonly steps: readonly OnboardingStep[] };

/** Who says that there is nobody, or no id, has replied: null counts as said. */
export function onboardingOf({ fields: known }: Pick<ClientRecord, "fields">): Onboarding {
  const seen = steps.map(({ step, title, fields }) => {
    const missing = fields.filter((field) => known[field] === undefined);
    const saidAt = fields.flatMap((field) => known[field]?.occurredAt ?? []);
    const isDone = missing.length === 0;
    return { step, title, isDone, missing, doneAt: isDone ? (saidAt.toSorted().at(-1) ?? null) : null };
  });
  return { isComplete: seen.every(({ isDone }) => isDone), steps: seen };
}
