import type { Catalogue } from "../catalogue/catalogue.ts";
import {
  type ClientFacts,
  type ClientField,
  type ClientRecord,
  isKnown,
  merge,
  type Statement,
} from "./client.ts";
import { type Agreement, correctionOf } from "./correct-organization.ts";
import type { Instant } from "../instant.ts";
import {
  changeBetween,
  desiredOrganization,
  type DesiredOrganization,
  type Organization,
} from "./organization.ts";

/** What a change set would do to the organization of one client. */
export type ChangeOfClient = {
  readonly clientId: string;
  readonly name: string | null;
  readonly kind: "changes" | "unchanged" | "problem";
  /** What is written to Zendesk; nothing where Zendesk has it already, and only we did not know. */
  readonly fields: readonly FieldChange[];
  readonly problem: ChangeProblem | null;
  /** The organization whose service level becomes another: its unsolved tickets are re-tagged. */
  readonly moved: { readonly organizationId: number; readonly level: string | null } | null;
};

export type FieldChange = {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
};

export type ChangeProblem =
  /** The notification has not come. */
  | { readonly cause: "unknown" }
  | { readonly cause: "stale"; readonly newer: NewerWord }
  /** No organization has its id. */
  | { readonly cause: "missing" }
  /** Zendesk differs by manual edits, which a change set leaves alone. */
  | { readonly cause: "edited"; readonly edits: readonly FieldChange[] }
  /** It cannot be written. */
  | { readonly cause: "catalogue"; readonly why: string };

/** What was said of a field later. */
export type NewerWord = {
  readonly field: ClientField;
  /** Null: it was cleared. */
  readonly value: ClientFacts[ClientField];
  readonly occurredAt: Instant;
};

export type ClientBefore = {
  readonly record: ClientRecord | undefined;
  readonly agreement: Agreement;
  /** As Zendesk has it now. */
  readonly organization: Organization | undefined;
};

const levelField = "client_service_level";
const ours: readonly string[] = ["client_segment", levelField];

/** By the same decisions as applying it: nothing is shown that would not be written. */
export function changeOfClient(
  statement: Statement,
  { record, agreement, organization }: ClientBefore,
  catalogue: Catalogue,
): ChangeOfClient {
  const { clientId } = statement;
  const name = record?.fields.name?.value ?? null;
  const base = { clientId, name, fields: [], moved: null };
  const trouble = (problem: ChangeProblem): ChangeOfClient => ({ ...base, kind: "problem", problem });
  if (!record || !isKnown(record)) return trouble({ cause: "unknown" });
  const { record: merged, stale } = merge(record, statement);
  const before = desiredOrganization(record, catalogue);
  const after = desiredOrganization(merged, catalogue);
  if ("problem" in after) return trouble({ cause: "catalogue", why: after.problem });
  const newer = newerThan(statement, record, stale);
  if (newer) return trouble({ cause: "stale", newer });
  if (!organization) return trouble({ cause: "missing" });

  const written = writtenFields(after, organization, agreement, catalogue);
  const fields = changesIn(organization, written);
  const edits = changesIn(organization, changeBetween(after, organization)?.fields).filter(
    ({ field }) => !(field in written),
  );
  const isNews = (field: string): boolean =>
    "problem" in before || before.fields[field] !== after.fields[field];
  return {
    ...base,
    kind: edits.length > 0 ? "problem" : fields.length > 0 || ours.some(isNews) ? "changes" : "unchanged",
    fields,
    problem: edits.length > 0 ? { cause: "edited", edits } : null,
    moved:
      levelField in written || isNews(levelField)
        ? { organizationId: organization.id, level: after.fields[levelField] ?? null }
        : null,
  };
}

/** What of the two fields would be written. Where nothing is desired anew, nobody looks. */
function writtenFields(
  desired: DesiredOrganization,
  organization: Organization,
  agreement: Agreement,
  catalogue: Catalogue,
): Readonly<Record<string, string | null>> {
  const { confirmed, isDoubted } = agreement;
  if (confirmed && !isDoubted && isSameToUs(confirmed, desired)) return {};
  const correction = correctionOf(desired, organization, agreement, catalogue);
  if (!correction || correction.what === "organization.edited") return {};
  const fields = Object.entries(correction.change.fields ?? {});
  return Object.fromEntries(fields.filter(([field]) => ours.includes(field)));
}

function changesIn(
  organization: Organization,
  fields: Readonly<Record<string, string | null>> | undefined = {},
): FieldChange[] {
  return Object.entries(fields)
    .filter(([field]) => ours.includes(field))
    .map(([field, after]) => ({ field, before: textOf(organization.fields[field]), after }));
}

function isSameToUs(one: DesiredOrganization, other: DesiredOrganization): boolean {
  return ours.every((field) => one.fields[field] === other.fields[field]);
}

/** That the same was said later is no trouble. */
function newerThan(
  statement: Statement,
  record: ClientRecord,
  stale: readonly ClientField[],
): NewerWord | undefined {
  const said = stale
    .map((field) => ({ field, held: record.fields[field] }))
    .find(({ field, held }) => (held?.value ?? null) !== (statement.says[field] ?? null));
  if (!said?.held) return undefined;
  const { value, occurredAt } = said.held;
  return { field: said.field, value, occurredAt };
}

function textOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}
