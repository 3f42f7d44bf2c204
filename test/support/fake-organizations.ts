import type { Organization, OrganizationChange } from "../../src/domain/clients/organization.ts";
import type { ManyOrganizations, Organizations } from "../../src/jobs/ports.ts";
import { BadAnswer, Rejected, Unreachable } from "../../src/jobs/refusals.ts";
import { at } from "./builders.ts";

type Call = keyof Organizations | keyof ManyOrganizations;

/** What becomes of a bulk job: it leaves out some rows, fails after a share of them, or is not even started. */
export type JobMishap =
  | { readonly kind: "leaves-out"; readonly externalIds: readonly string[] }
  | { readonly kind: "fails"; readonly afterShare: number }
  | { readonly kind: "not-started"; readonly err: Error };

export type FakeOrganizations = Organizations &
  ManyOrganizations & {
    /** What was asked, for example `update 7001`. */
    readonly calls: readonly string[];
    /** What is there now. */
    all(): readonly Organization[];
    /** As people do in Zendesk's own pages: by the same rules, but not among the calls. */
    createByHand(organization: OrganizationChange): Organization;
    editByHand(id: number, change: OrganizationChange): void;
    removeByHand(id: number): void;
    /** As if nobody had made this organization field. */
    removeField(key: string): void;
    removedFields(): readonly string[];
    /** The next create or update takes effect, and its answer never comes. */
    loseNextAnswer(): void;
    /** Runs at the beginning of the next call of this name. */
    before(call: Call, happens: () => void): void;
    /** Happens to the next bulk job. */
    mishap(mishap: JobMishap): void;
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
  const happenings = new Map<Call, () => void>();
  const mishaps: JobMishap[] = [];
  const removed = new Set<string>();
  let lastId = 7000;
  let isAnswerLost = false;

  function called(call: Call, what: string | number): void {
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
      updatedAt: before.updatedAt,
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
    const blank = { id: lastId, externalId: null, name: "", domainNames: [], fields: unset };
    return put({ ...blank, updatedAt: at(0) }, change);
  }

  function runJob<Row>(
    asked: readonly Row[],
    idOf: (row: Row) => string | null,
    write: (row: Row) => void,
  ): void {
    const mishap = mishaps.shift();
    if (mishap?.kind === "not-started") throw mishap.err;
    for (const row of mishap?.kind === "fails" ? asked.slice(0, asked.length * mishap.afterShare) : asked) {
      const id = idOf(row);
      if (mishap?.kind === "leaves-out" && id !== null && mishap.externalIds.includes(id)) continue;
      try {
        write(row);
      } catch (err) {
        if (!(err instanceof Rejected)) throw err;
      }
    }
  }

  return {
    calls,
    all: () => [...rows.values()],
    createByHand: create,
    editByHand: (id, change) => void put(rows.get(id)!, change),
    removeByHand: (id) => void rows.delete(id),
    removeField: (key) => void removed.add(key),
    removedFields: () => [...removed],
    loseNextAnswer: () => {
      isAnswerLost = true;
    },
    before: (call, happens) => void happenings.set(call, happens),
    mishap: (mishap) => void mishaps.push(mishap),

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

    async listByExternalIds(externalIds) {
      called("listByExternalIds", externalIds.length);
      const found = externalIds.flatMap(
        (externalId) => findBy((organization) => same(organization.externalId, externalId)) ?? [],
      );
      return new Map(
        found.map((organization) => [organization.externalId?.toLowerCase() ?? "", organization]),
      );
    },
    async createAll(desired) {
      called("createAll", desired.length);
      runJob(desired, ({ externalId }) => externalId, create);
    },
    async updateAll(changes) {
      called("updateAll", changes.length);
      runJob(
        changes.filter(({ id }) => rows.has(id)),
        ({ id }) => rows.get(id)?.externalId ?? null,
        ({ id, change }) => put(rows.get(id)!, change),
      );
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
