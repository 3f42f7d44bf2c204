import type { Catalogue } from "../domain/catalogue.ts";
import { type ClientField, type ClientRecord, isKnown, merge, type Statement } from "../domain/client.ts";
import { correctionOf } from "../domain/correct-organization.ts";
import {
  changeBetween,
  desiredOrganization,
  type DesiredOrganization,
  type Organization,
} from "../domain/organization.ts";
import { agreementOf } from "../jobs/agreement.ts";
import type { OrganizationLink } from "../jobs/ports.ts";
import { secondOf } from "./second-of.ts";

/** What a change set would do to the organization of one client. */
export type ChangeOfClient = {
  readonly clientId: string;
  readonly name: string | null;
  readonly kind: "changes" | "unchanged" | "problem";
  /** What is written to Zendesk; nothing where Zendesk has it already, and only we did not know. */
  readonly fields: readonly FieldChange[];
  readonly problem: Problem | null;
  /** The organization whose service level becomes another: its unsolved tickets are re-tagged. */
  readonly moved: { readonly organizationId: number; readonly level: string | null } | null;
};

export type FieldChange = {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
};

/**
 * `unknown`: the notification has not come. `stale`: something newer was said. `missing`: no organization has its id.
 * `edited`: Zendesk differs by a manual edit, which a change set leaves alone. `catalogue`: it cannot be written.
 */
export type Problem = {
  readonly cause: "unknown" | "stale" | "missing" | "edited" | "catalogue";
  readonly message: string;
};

export type ClientBefore = {
  readonly record: ClientRecord | undefined;
  readonly link: OrganizationLink | undefined;
  /** As Zendesk has it now. */
  readonly organization: Organization | undefined;
};

const levelField = "client_service_level";
const ours: readonly string[] = ["client_segment", levelField];

/** By the same decisions as applying it: nothing is shown that would not be written. */
export function changeOfClient(
  statement: Statement,
  { record, link, organization }: ClientBefore,
  catalogue: Catalogue,
): ChangeOfClient {
  const { clientId } = statement;
  const name = record?.fields.name?.value ?? null;
  const base = { clientId, name, fields: [], moved: null };
  const trouble = (cause: Problem["cause"], message: string): ChangeOfClient => ({
    ...base,
    kind: "problem",
    problem: { cause, message },
  });
  if (!record || !isKnown(record)) {
    return trouble("unknown", "is not known yet: it takes effect when the client's notification comes");
  }
  const { record: merged, stale } = merge(record, statement);
  const before = desiredOrganization(record, catalogue);
  const after = desiredOrganization(merged, catalogue);
  if ("problem" in after) return trouble("catalogue", after.problem);
  const newer = newerThan(statement, record, stale);
  if (newer !== undefined) return trouble("stale", newer);
  if (!organization) {
    return trouble("missing", "no organization has its id: one would be found by its name, or created");
  }

  const written = writtenFields(after, organization, link, catalogue);
  const fields = changesIn(organization, written);
  const edited = changesIn(organization, changeBetween(after, organization)?.fields).filter(
    ({ field }) => !(field in written),
  );
  const isNews = (field: string): boolean =>
    "problem" in before || before.fields[field] !== after.fields[field];
  return {
    ...base,
    kind: edited.length > 0 ? "problem" : fields.length > 0 || ours.some(isNews) ? "changes" : "unchanged",
    fields,
    problem: edited.length > 0 ? { cause: "edited", message: wordsForEdits(clientId, edited) } : null,
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
  link: OrganizationLink | undefined,
  catalogue: Catalogue,
): Readonly<Record<string, string | null>> {
  const agreement = agreementOf(link);
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
): string | undefined {
  const said = stale
    .map((field) => ({ field, held: record.fields[field] }))
    .find(({ field, held }) => (held?.value ?? null) !== (statement.says[field] ?? null));
  if (!said?.held) return undefined;
  const { value, occurredAt } = said.held;
  const held = value === null ? "cleared" : `"${String(value)}"`;
  return `${said.field} is ${held} by what was said for ${secondOf(occurredAt)}, which is newer`;
}

function wordsForEdits(clientId: string, edited: readonly FieldChange[]): string {
  const fields = edited.map(({ field, before, after }) => `${field} is ${before ?? "unset"}, not ${after}`);
  return `was edited in Zendesk, ${fields.join(", ")}: los clients reconcile --client ${clientId} compares it`;
}

function textOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}
