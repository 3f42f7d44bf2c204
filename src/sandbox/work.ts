import { Refusal } from "./refusal.ts";

/** What a job is asked to do, row by row; each row succeeds or fails alone. */
export type Work = {
  readonly kind: WorkKind;
  /** The class that the refusal of too many jobs names. */
  readonly className: string;
  /** What the job says at its start: "Creating Organizations". */
  readonly doing: string;
  /** What it says at a row: "Creating organization", and the number. */
  readonly doingOne: string;
  readonly steps: readonly Step[];
};

export const workKinds = ["create", "update", "delete"] as const;
export type WorkKind = (typeof workKinds)[number];

export type Step = {
  /** Throws a `Refusal`. */
  run(): JobRow;
  /** The id of what the row is about, where there is one. */
  target(): number | undefined;
};

/** A row of a job's results. */
export type JobRow =
  | { readonly status: "Created"; readonly id: number }
  | {
      readonly action: WorkKind;
      readonly id: number;
      readonly status: "Updated" | "Deleted";
      readonly success: true;
    }
  | FailedRow;

type FailedRow = {
  readonly action: WorkKind;
  readonly id?: number;
  readonly error: string;
  readonly success: false;
  readonly details: string;
};

export type RowError = { readonly error: string; readonly details: string };

/** The row of what could not be done (Zendesk's OpenAPI specification, FailedResult; without an id nothing was made). */
export function failedRow(action: WorkKind, step: Step, { error, details }: RowError): FailedRow {
  const id = step.target();
  return { action, ...(id === undefined ? {} : { id }), error, success: false, details };
}

/** Does a step; what refuses it becomes its row. */
export function rowOf(action: WorkKind, step: Step): JobRow {
  try {
    return step.run();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return failedRow(action, step, rowError(error));
  }
}

type Reason = { readonly description?: string; readonly code?: string; readonly title?: string };

/** What the answer to a single request would have said, in a row. */
function rowError({ body }: Refusal): RowError {
  const { error, description, details, errors } = Object(body) as {
    readonly error?: string;
    readonly description?: string;
    readonly details?: Readonly<Record<string, readonly Reason[]>>;
    readonly errors?: readonly Reason[];
  };
  const reasons = details ? Object.values(details).flat() : (errors ?? []);
  const said = reasons.map((reason) => reason.description ?? reason.title ?? "").join(", ");
  return { error: error ?? errors?.[0]?.code ?? "", details: said || (description ?? "") };
}
