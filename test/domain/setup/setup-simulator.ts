import type {
  LiveAccount,
  LiveOrganizationField,
  LivePolicy,
  LiveSchedule,
  LiveWebhook,
} from "../../../src/domain/setup/live-account.ts";
import type { SetupRequest, SetupStep } from "../../../src/domain/setup/setup-step.ts";
import {
  type Body,
  fieldOf,
  holidayOf,
  intervalsOf,
  policyOf,
  positioned,
  reordered,
  scheduleOf,
  type Sent,
  webhookOf,
} from "./setup-simulator-records.ts";

type Row = { readonly id: number | string };

/** Zendesk as far as setup sees it: what requests make of an account. */
export function simulateSetup(before: LiveAccount): {
  readonly account: () => LiveAccount;
  readonly apply: (steps: readonly SetupStep[]) => void;
  /** From the last to the first. */
  readonly undo: (steps: readonly SetupStep[]) => void;
} {
  let account = before;
  let newestId = 1_000_000;
  const made = new Map<string, number | string>();

  const send = ({ method, path, body }: SetupRequest): number | string => {
    const { pathname, sent } = resolved(path, body, made);
    newestId += 1;
    account = changedBy(account, { method, path: pathname, sent, newId: newestId });
    return newestId;
  };
  return {
    account: () => account,
    apply: (steps) => {
      for (const { id, requests } of steps) {
        for (const [index, request] of requests.entries()) {
          const newId = send(request);
          if (index === 0 && request.method === "POST") made.set(id, newId);
        }
      }
    },
    undo: (steps) => {
      for (const { undo } of steps.toReversed()) undo.forEach(send);
    },
  };
}

function resolved(path: string, body: Body | undefined, made: ReadonlyMap<string, number | string>) {
  const idOf = (step: string): number | string => {
    const id = made.get(step);
    if (id === undefined) throw new Error(`step ${step} has not made anything yet`);
    return id;
  };
  const isReference = (value: unknown): value is { readonly $id: string } =>
    typeof value === "object" && value !== null && "$id" in value;
  const text = JSON.stringify(body ?? {}, (_, value: unknown) =>
    isReference(value) ? idOf(value.$id) : value,
  );
  return {
    pathname: path.replaceAll(/\{\$id:([^}]*)\}/g, (_, step: string) => String(idOf(step))),
    sent: JSON.parse(text) as Sent,
  };
}

type Call = {
  readonly method: SetupRequest["method"];
  readonly path: string;
  readonly sent: Sent;
  readonly newId: number;
};

function changedBy(account: LiveAccount, { method, path, sent, newId }: Call): LiveAccount {
  const [, resource = "", rest = ""] =
    /^\/(organization_fields|business_hours\/schedules|slas\/policies|group_slas\/policies|webhooks)(?:\/(.*))?$/.exec(
      path,
    ) ?? [];
  const [id = "", part, partId = ""] = rest.split("/");
  const write = <Kept extends Row>(rows: readonly Kept[], changes: (old: Kept | undefined) => Kept) =>
    written(rows, { method, id, changes });

  switch (resource) {
    case "organization_fields": {
      const change = (old?: LiveOrganizationField) => fieldOf(sent.organization_field, old, newId);
      return { ...account, organizationFields: write(account.organizationFields, change) };
    }
    case "webhooks": {
      const change = (old?: LiveWebhook) => webhookOf(sent.webhook, old, newId);
      return { ...account, webhooks: write(account.webhooks, change) };
    }
    case "slas/policies": {
      if (id === "reorder") {
        return { ...account, policies: reordered(account.policies, sent.sla_policy_ids) };
      }
      const change = (old?: LivePolicy) => policyOf(sent.sla_policy, old, newId);
      return { ...account, policies: positioned(write(account.policies, change)) };
    }
    case "group_slas/policies": {
      const change = (old?: LivePolicy) => policyOf(sent.group_sla_policy, old, newId);
      return { ...account, groupPolicies: positioned(write(account.groupPolicies ?? [], change)) };
    }
    case "business_hours/schedules": {
      const change = (old?: LiveSchedule): LiveSchedule => {
        if (!old || part === undefined) return scheduleOf(sent.schedule, old, newId);
        if (part === "workweek") return { ...old, intervals: intervalsOf(sent.workweek) };
        const holidays = written(old.holidays, {
          method,
          id: partId,
          changes: (one) => holidayOf(sent.holiday, one, newId),
        });
        return { ...old, holidays };
      };
      const whole = part === undefined ? method : "PUT";
      return {
        ...account,
        schedules: written(account.schedules, { method: whole, id, changes: change }),
      };
    }
    default:
      throw new Error(`zendesk has no path ${path}`);
  }
}

function written<Kept extends Row>(
  rows: readonly Kept[],
  {
    method,
    id,
    changes,
  }: {
    readonly method: SetupRequest["method"];
    readonly id: string;
    readonly changes: (old: Kept | undefined) => Kept;
  },
): readonly Kept[] {
  if (method === "POST") return [...rows, changes(undefined)];
  if (!rows.some((row) => String(row.id) === id)) throw new Error(`404: nothing has the id ${id}`);
  return rows.flatMap((row) => {
    if (String(row.id) !== id) return [row];
    return method === "DELETE" ? [] : [changes(row)];
  });
}
