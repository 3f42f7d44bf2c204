import type { LivePolicy } from "./live-account.ts";
import { markerIn } from "./sla-marker.ts";
import type { SlaPolicy, WantedPolicies } from "./sla-policy.ts";

export type PolicyAssignment = {
  /** In the order wanted; `live` undefined: Zendesk has none yet. */
  readonly pairs: readonly { readonly policy: SlaPolicy; readonly live: LivePolicy | undefined }[];
  /** Ours, and no longer wanted or second of their marker; never somebody else's. */
  readonly surplus: readonly { readonly live: LivePolicy; readonly why: string }[];
};

/** Which policy of Zendesk is which of the catalogue: the oldest that bears its marker, wherever it stands. */
export function assignPolicies(
  { policies, untold }: WantedPolicies,
  live: readonly LivePolicy[],
): PolicyAssignment {
  const oldest = new Map<string, LivePolicy>();
  const surplus: { live: LivePolicy; why: string }[] = [];
  const known = new Set([...policies, ...untold].map(({ marker }) => marker));
  for (const policy of live.toSorted(byAge)) {
    const marker = markerIn(policy.description);
    if (marker === undefined) continue;
    if (!known.has(marker)) surplus.push({ live: policy, why: "is not in the catalogue" });
    else if (oldest.has(marker)) surplus.push({ live: policy, why: `is a second one of ${marker}` });
    else oldest.set(marker, policy);
  }
  return {
    pairs: policies.map((policy) => ({ policy, live: oldest.get(policy.marker) })),
    surplus,
  };
}

/** Ids grow; those of group SLA policies, ULIDs, as text. */
function byAge({ id: one }: LivePolicy, { id: other }: LivePolicy): number {
  if (typeof one === "number" && typeof other === "number") return one - other;
  return String(one) < String(other) ? -1 : 1;
}
