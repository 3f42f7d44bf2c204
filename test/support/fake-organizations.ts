import type { Organization, OrganizationChange } from "../../src/domain/organization.ts";
import type { Organizations } from "../../src/jobs/ports.ts";
import { BadAnswer, Rejected, Unreachable } from "../../src/jobs/refusals.ts";

export type FakeOrganizations = Organizations & {
  /** What was asked, for example `update 7001`. */
  readonly calls: readonly string[];
  /** What is there now. */
  all(): readonly Organization[];
  /** As people do in Zendesk's own pages: by the same rules, but not among the calls. */
  createByHand(organization: OrganizationChange): Organization;
  removeByHand(id: number): void;
  /** As if nobody had made this organization field. */
  removeField(key: string): void;
  /** The next create or update takes effect, and its answer never comes. */
  loseNextAnswer(): void;
  /** Runs at the beginning of the next call of this name. */
  before(call: keyof Organizations, happens: () => void): void;
};

const texts = [
  "client_vertical",
  "account_manager",
  "seo_analyst",
  "da_analyst",
  "client_center_id",
  "client_hub_urn",
];
const dropdowns: Readonly<Record<string, readonly string[]>> = {
  client_segment: ["segment_vip", "segment_key_account", "segment_corporate", "segment_smb"],
  client_service_level: ["los_vip", "los_key_account", "los_corporate", "los_smb"],
};
const unset = Object.fromEntries([...texts, ...Object.keys(dropdowns)].map((key) => [key, null]));

/** Zendesk's organizations in memory, by Zendesk's rules; held to them by `organizations-contract.ts`. */
export function fakeOrganizations(): FakeOrganizations {
  const rows = new Map<number, Organization>();
  const calls: string[] = [];
  const happenings = new Map<keyof Organizations, () => void>();
  const removed = new Set<string>();
  let lastId = 7000;
  let isAnswerLost = false;

  function called(call: keyof Organizations, what: string | number): void {
    calls.push(`${call} ${what}`);
    const happens = happenings.get(call);
    happenings.delete(call);
    happens?.();
  }

  function findBy(is: (organization: Organization) => boolean): Organization | undefined {
    return [...rows.values()].find(is);
  }

  function put(before: Organization, change: OrganizationChange): Organization {
    const after = {
      id: before.id,
      externalId: change.externalId ?? before.externalId,
      name: (change.name ?? before.name).trim(),
      domainNames: [...new Set((change.domainNames ?? before.domainNames).map((name) => name.toLowerCase()))],
      fields: without(removed, { ...before.fields, ...accepted(change.fields ?? {}) }),
    };
    const others = [...rows.values()].filter(({ id }) => id !== before.id);
    const taken = {
      ...(others.some((other) => same(other.name, after.name)) && { name: ["DuplicateValue"] }),
      ...(others.some((other) => same(other.externalId, after.externalId)) && {
        external_id: ["DuplicateValue"],
      }),
    };
    if (Object.keys(taken).length > 0) throw refused(taken);
    rows.set(after.id, after);
    return after;
  }

  function answer(organization: Organization): Organization {
    if (!isAnswerLost) return organization;
    isAnswerLost = false;
    throw new Unreachable("zendesk could not be reached", "zendesk-connection");
  }

  function create(change: OrganizationChange): Organization {
    lastId += 1;
    return put({ id: lastId, externalId: null, name: "", domainNames: [], fields: unset }, change);
  }

  return {
    calls,
    all: () => [...rows.values()],
    createByHand: create,
    removeByHand: (id) => void rows.delete(id),
    removeField: (key) => void removed.add(key),
    loseNextAnswer: () => {
      isAnswerLost = true;
    },
    before: (call, happens) => void happenings.set(call, happens),

    async findById(id) {
      called("findById", id);
      return rows.get(id);
    },
    async findByExternalId(externalId) {
      called("findByExternalId", externalId);
      return findBy((organization) => same(organization.externalId, externalId));
    },
    async listByName(name) {
      called("listByName", name);
      const found = findBy((organization) => same(organization.name, name));
      return found ? [found] : [];
    },
    async create(desired) {
      called("create", desired.externalId);
      return answer(create(desired));
    },
    async update(id, change) {
      called("update", id);
      const before = rows.get(id);
      if (!before) {
        throw new BadAnswer("zendesk answered 404: RecordNotFound", "zendesk-404", {
          method: "PUT",
          path: `/api/v2/organizations/${id}`,
        });
      }
      return answer(put(before, change));
    },
  };
}

/** Zendesk trims names, and compares names and external ids without case. */
function same(one: string | null, other: string | null): boolean {
  return one !== null && other !== null && one.trim().toLowerCase() === other.trim().toLowerCase();
}

/** Keys that the account has no field for are ignored without a word. */
function accepted(fields: Readonly<Record<string, string | null>>): Record<string, string | null> {
  const known = Object.entries(fields).filter(([key]) => key in unset);
  if (known.some(([key, value]) => value !== null && dropdowns[key]?.includes(value) === false)) {
    throw refused({ organization_fields: ["InvalidValue"] });
  }
  return Object.fromEntries(known);
}

function without(
  removed: ReadonlySet<string>,
  fields: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([key]) => !removed.has(key)));
}

function refused(fields: Record<string, readonly string[]>): Rejected {
  const [field] = Object.keys(fields);
  return new Rejected("zendesk answered 422: RecordInvalid", {
    status: 422,
    code: `zendesk-422:${field}`,
    fields,
    exchange: { method: "POST", path: "/api/v2/organizations", status: 422 },
  });
}
