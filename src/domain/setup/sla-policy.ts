import type { LiveCondition, LivePolicy, LivePolicyMetric } from "./live-account.ts";

/** A policy as the catalogue wants it. Of those that Zendesk has, the one whose description bears its marker is it. */
export type SlaPolicy = {
  readonly marker: string;
  readonly title: string;
  /** With the marker. */
  readonly description: string;
  /** All of them. */
  readonly conditions: readonly LiveCondition[];
  readonly metrics: readonly LivePolicyMetric[];
  /** What is absent is left as it is. */
  readonly metricSettings: LivePolicy["metricSettings"];
};

/** What the catalogue wants; of what cannot be told, the marker and why: it is left as it is. */
export type WantedPolicies = {
  /** In the order in which they are tried. */
  readonly policies: readonly SlaPolicy[];
  readonly untold: readonly { readonly marker: string; readonly why: string }[];
};
