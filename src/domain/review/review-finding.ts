/** What a complete definition of service levels says something about, in the order of the checklist. */
export const topics = [
  "service levels",
  "targets",
  "objectives",
  "escalation",
  "responsibilities",
  "services",
  "channels",
  "languages",
  "coverage",
  "schedules",
  "departments",
  "urgency",
  "feedback",
  "training",
  "knowledge base",
] as const;
export type Topic = (typeof topics)[number];

/** One line of the checklist. */
export type Finding = {
  readonly topic: Topic;
  /** Name of the service level that it is about; null: of all, or of none. */
  readonly level: string | null;
  readonly message: string;
} & (
  | { readonly status: "present" }
  /** `mend`: where in the catalogue file. */
  | { readonly status: "missing" | "inconsistent"; readonly mend: string }
);

type About = Pick<Finding, "topic" | "level">;

export function present(about: About, message: string): Finding {
  return { ...about, status: "present", message };
}

export function missing(about: About, message: string, where: readonly string[]): Finding {
  return { ...about, status: "missing", message, mend: where.join(" › ") };
}

export function inconsistent(about: About, message: string, where: readonly string[]): Finding {
  return { ...about, status: "inconsistent", message, mend: where.join(" › ") };
}
