import type { Catalogue } from "../../../src/domain/catalogue/catalogue.ts";
import type { LiveAccount, LivePolicy } from "../../../src/domain/setup/live-account.ts";
import { planPolicies } from "../../../src/domain/setup/plan-policies.ts";
import type { SetupPlan } from "../../../src/domain/setup/setup-step.ts";
import { aServiceLevel } from "../../support/builders.ts";
import { anAccount, aPolicy } from "./setup-world.ts";
import { aCatalogue } from "../tickets/ticket-world.ts";

export const vip = aServiceLevel("VIP", "vip", {
  description: "The best.",
  schedule: "Office",
  targetMinutes: { first_reply_time: { urgent: 15, low: 60 } },
});
export const smb = aServiceLevel("SMB", "smb", { targetMinutes: { first_reply_time: { urgent: 60 } } });
/** One level. */
export const catalogue = aCatalogue({ serviceLevels: [vip] });
/** Just as the catalogue wants it. */
export const vipInZendesk = aPolicy({
  id: 91,
  title: "VIP",
  description: "The best.\nlos-sync: los_vip",
  filter: { all: [{ field: "current_tags", operator: "includes", value: "los_vip" }], any: [] },
  metrics: [
    { priority: "urgent", metric: "first_reply_time", targetMinutes: 15, isBusinessHours: true },
    { priority: "low", metric: "first_reply_time", targetMinutes: 60, isBusinessHours: true },
  ],
});
export const smbInZendesk = aPolicy({
  id: 92,
  title: "SMB",
  description: "los-sync: los_smb",
  filter: { all: [{ field: "current_tags", operator: "includes", value: "los_smb" }], any: [] },
  metrics: [{ priority: "urgent", metric: "first_reply_time", targetMinutes: 60, isBusinessHours: false }],
});

type Options = Partial<LiveAccount> & { readonly wanted?: Catalogue; readonly isPruning?: boolean };

/** For an account with these policies, in this order. */
export function planWith(
  policies: readonly LivePolicy[],
  { wanted = catalogue, isPruning = false, ...other }: Options = {},
): SetupPlan {
  const placed = policies.map((policy, index) => ({ ...policy, position: index + 1 }));
  return planPolicies(wanted, anAccount({ policies: placed, ...other }), { isPruning });
}
