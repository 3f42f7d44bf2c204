import type { LivePolicy } from "./live-account.ts";
import { pathIdFrom, stepId } from "./setup-reference.ts";
import type { SetupPlan, SetupRequest, SetupStep } from "./setup-step.ts";
import type { PolicyAssignment } from "./sla-assignment.ts";
import { differenceOf } from "./sla-difference.ts";
import { policyBody, type SlaKind } from "./sla-kind.ts";
import type { SlaPolicy } from "./sla-policy.ts";
import { allOff, mergedSettings } from "./sla-settings.ts";

/** Makes, changes and, when pruning, deletes policies that bear our marker. */
export function planOwnPolicies(
  kind: SlaKind,
  { pairs, surplus }: PolicyAssignment,
  isPruning: boolean,
): SetupPlan {
  const missing = pairs.flatMap(({ policy, live }) => (live ? [] : [creating(kind, policy)]));
  const mended = pairs.flatMap(({ policy, live }) => (live ? mending(kind, policy, live) : []));
  // From the last to the first: undone the other way round, each comes back to its own position.
  const deleted = surplus
    .toSorted((one, other) => other.live.position - one.live.position)
    .map(({ live }) => deleting(kind, live));
  return {
    steps: [...missing, ...mended, ...(isPruning ? deleted : [])],
    notes: isPruning
      ? []
      : surplus.map(({ live: { title, id }, why }) => {
          return `${kind.called} "${title}" (${id}) ${why}: apply --prune deletes it`;
        }),
  };
}

/** The step that makes a policy, or changes the one there is. */
export function policyStepId({ resource }: SlaKind, marker: string): string {
  return stepId(resource, marker);
}

function creating(kind: SlaKind, policy: SlaPolicy): SetupStep {
  const id = policyStepId(kind, policy.marker);
  return {
    id,
    resource: kind.resource,
    action: "create",
    name: `${kind.called} ${policy.title}`,
    changes: differenceOf(policy, undefined),
    requests: [post(kind, policyBody(kind, written(policy, policy.metricSettings)))],
    undo: [{ method: "DELETE", path: `${kind.path}/${pathIdFrom(id)}` }],
  };
}

function mending(kind: SlaKind, policy: SlaPolicy, live: LivePolicy): readonly SetupStep[] {
  const changes = differenceOf(policy, live);
  if (changes.length === 0) return [];
  const isSetting = Object.keys(policy.metricSettings).length > 0;
  const settings = mergedSettings(live.metricSettings, policy.metricSettings);
  const oldSettings = mergedSettings(allOff(policy.metricSettings), live.metricSettings);
  const put = (body: Parameters<typeof policyBody>[1]): SetupRequest => ({
    method: "PUT",
    path: `${kind.path}/${live.id}`,
    body: { [kind.root]: policyBody(kind, isSetting ? body : { ...body, metricSettings: {} }) },
  });
  return [
    {
      id: policyStepId(kind, policy.marker),
      resource: kind.resource,
      action: "update",
      name: `${kind.called} ${live.title}`,
      changes,
      requests: [put(written(policy, settings))],
      undo: [put({ ...live, metricSettings: oldSettings })],
    },
  ];
}

function deleting(kind: SlaKind, live: LivePolicy): SetupStep {
  return {
    id: stepId(kind.resource, String(live.id)),
    resource: kind.resource,
    action: "delete",
    name: `${kind.called} ${live.title}`,
    changes: [{ field: "title", before: live.title, after: null }],
    requests: [{ method: "DELETE", path: `${kind.path}/${live.id}` }],
    undo: [post(kind, { ...policyBody(kind, live), position: live.position })],
  };
}

function post(kind: SlaKind, body: Readonly<Record<string, unknown>>): SetupRequest {
  return { method: "POST", path: kind.path, body: { [kind.root]: body } };
}

function written(
  { title, description, conditions, metrics }: SlaPolicy,
  metricSettings: LivePolicy["metricSettings"],
): Omit<LivePolicy, "id" | "position"> {
  return { title, description, filter: { all: conditions, any: [] }, metrics, metricSettings };
}
