/** What setup makes, changes or deletes in Zendesk. */
export type SetupResource =
  | "organization-field"
  | "schedule"
  | "holiday"
  | "policy"
  | "policy-order"
  | "group-policy"
  | "webhook";

/**
 * A request under /api/v2. `{ "$id": STEP }` in the body, or `{$id:STEP}` in the path, stands for the id that the record
 * of another step has got: it is known only when that step was done (`setup-reference.ts`).
 */
export type SetupRequest = {
  readonly method: "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: string;
  readonly body?: Readonly<Record<string, unknown>>;
};

/** One field, for people: texts, numbers, or lists of them; null: there is none. */
export type FieldChange = { readonly field: string; readonly before: unknown; readonly after: unknown };

/** One thing to do, and how to undo it. */
export type SetupStep = {
  /** Stable and unique within a plan: `policy los_vip`, `schedule Office` … */
  readonly id: string;
  readonly resource: SetupResource;
  readonly action: "create" | "update" | "delete" | "reorder";
  /** For people: "SLA policy VIP". */
  readonly name: string;
  readonly changes: readonly FieldChange[];
  /** In this order; the id of a created record is in the answer to the first. */
  readonly requests: readonly SetupRequest[];
  /**
   * In this order; what a create made is named as in `requests`. Steps are undone from the last to the first: each
   * finds the account as it left it, but for ids, since what was deleted comes back under another one.
   */
  readonly undo: readonly SetupRequest[];
};

/** In the order in which they have to be done, and what people should know besides: what was left out and why. */
export type SetupPlan = { readonly steps: readonly SetupStep[]; readonly notes: readonly string[] };

export function joinPlans(plans: readonly SetupPlan[]): SetupPlan {
  return { steps: plans.flatMap(({ steps }) => steps), notes: plans.flatMap(({ notes }) => notes) };
}
