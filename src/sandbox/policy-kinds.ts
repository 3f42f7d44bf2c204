import type { Account } from "./account.ts";
import type { FilterField } from "./filter-field.ts";
import { groupSlaFilterFields, slaFilterFields } from "./filter-fields.ts";
import type { Policy } from "./policy.ts";
import type { Table } from "./table.ts";
import { ulidOf } from "./ulid.ts";

/** What SLA policies and group SLA policies differ in. */
export type PolicyKind = {
  readonly account: Account;
  readonly table: Table<Policy, never>;
  /** Under /api/v2. */
  readonly path: string;
  readonly singular: string;
  readonly plural: string;
  readonly metrics: readonly string[];
  /** The sides that a filter has. */
  readonly sides: readonly ("all" | "any")[];
  /** A field that every filter must name. */
  readonly requiredField: string | null;
  readonly filterFields: () => readonly FilterField[];
  /** The id that callers know. */
  readonly idOf: (policy: Policy) => number | string;
};

/** Zendesk API reference, SLA Policies. */
export function slaPolicies(account: Account): PolicyKind {
  return {
    account,
    table: account.policies,
    path: "slas/policies",
    singular: "sla_policy",
    plural: "sla_policies",
    metrics: [
      "agent_work_time",
      "first_reply_time",
      "next_reply_time",
      "pausable_update_time",
      "periodic_update_time",
      "requester_wait_time",
      "total_resolution_time",
    ],
    sides: ["all", "any"],
    requiredField: null,
    filterFields: () => slaFilterFields(account),
    idOf: ({ id }) => id,
  };
}

/** Zendesk API reference, Group SLA Policies. */
export function groupSlaPolicies(account: Account): PolicyKind {
  return {
    account,
    table: account.groupPolicies,
    path: "group_slas/policies",
    singular: "group_sla_policy",
    plural: "group_sla_policies",
    metrics: ["group_ownership_time"],
    sides: ["all"],
    requiredField: "group_id",
    filterFields: () => groupSlaFilterFields(account),
    idOf: ulidOf,
  };
}
