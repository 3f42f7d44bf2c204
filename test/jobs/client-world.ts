import { DateTime } from "luxon";
import type { ClientFacts, ClientRecord } from "../../src/domain/clients/client.ts";
import type { Decisions } from "../../src/domain/clients/decisions.ts";
import type {
  ManyOrganizationLinks,
  OrganizationLink,
  OrganizationLinks,
  OrganizationWrite,
} from "../../src/jobs/ports.ts";
import type { Outcome } from "../../src/jobs/outcome.ts";
import { reconcileClient } from "../../src/jobs/reconcile-client.ts";
import { reconcileClients } from "../../src/jobs/reconcile-clients.ts";
import type { Ends } from "../../src/jobs/ends.ts";
import { aClient, theCatalogue } from "../support/builders.ts";
import { type FakeOrganizations, fakeOrganizations } from "../support/fake-organizations.ts";

export type ReconcilingAll = {
  readonly attempts?: number;
  readonly cause?: string;
  readonly hold?: () => Promise<void>;
};

export type ClientWorld = {
  readonly zendesk: FakeOrganizations;
  readonly links: Map<string, OrganizationLink>;
  /** What we remember having written. */
  readonly written: readonly (Omit<OrganizationWrite, "at"> & { readonly at: string | null })[];
  /** Replaces what accounting told us about a client. */
  tell(facts: Partial<ClientFacts>, clientId?: string): void;
  /** Replaces it by something that nobody could tell. */
  keep(record: ClientRecord): void;
  /** What operators decided about a client that was told of. */
  decide(decisions: Decisions, clientId?: string): void;
  /** Has the catalogue ask people about organizations that were deleted. */
  askAboutDeleted(): void;
  /** What the catalogue says of manual edits. */
  onManualEdit(does: "restore" | "report"): void;
  /** Lets time pass. */
  wait(seconds: number): void;
  reconcile(clientId?: string, hold?: () => Promise<void>): Promise<Outcome>;
  /** Reconciles many together, each after so many attempts that failed. */
  reconcileAll(clientIds: readonly string[], options?: ReconcilingAll): Promise<Ends>;
  /** Reconciles, and tells what was asked of Zendesk meanwhile. */
  callsOf(clientId?: string): Promise<readonly string[]>;
};

/** A client, its organization in a Zendesk that obeys Zendesk's rules, and what we remember of both; all in memory. */
export function clientWorld(): ClientWorld {
  const zendesk = fakeOrganizations();
  const clients = new Map<string, ClientRecord>();
  const links = new Map<string, OrganizationLink>();
  const written: (Omit<OrganizationWrite, "at"> & { readonly at: string | null })[] = [];
  let catalogue = theCatalogue;
  let now = DateTime.fromISO("2026-11-20T15:00:00Z", { zone: "utc" });

  const ports: OrganizationLinks & ManyOrganizationLinks = {
    find: async (clientId) => links.get(clientId),
    async claim({ clientId, organizationId }) {
      const owner = [...links].find(([, link]) => link.organizationId === organizationId)?.[0];
      if (owner !== undefined || links.has(clientId)) return owner;
      links.set(clientId, { organizationId, confirmed: null, writes: [] });
      return clientId;
    },
    async confirm(desired, organization, write) {
      const writes = links.get(desired.externalId)?.writes ?? [];
      if (write) written.push({ ...write, at: write.at.toISO() });
      links.set(desired.externalId, {
        organizationId: organization.id,
        confirmed: desired,
        writes: write ? [...writes, write.at].slice(-5) : writes,
      });
    },
    forget: async (clientId) => void links.delete(clientId),
    list: async (clientIds) => new Map([...links].filter(([clientId]) => clientIds.includes(clientId))),
    async claimAll(claims) {
      const owners = new Map<number, string>();
      for (const claim of claims) {
        const owner = await ports.claim(claim);
        if (owner !== undefined) owners.set(claim.organizationId, owner);
      }
      return owners;
    },
    async confirmAll(confirmations) {
      for (const { desired, organization, write } of confirmations) {
        await ports.confirm(desired, organization, write);
      }
    },
    async unconfirm(clientId, { name, domainNames, fields = {} }) {
      const link = links.get(clientId);
      if (!link?.confirmed) return;
      const { confirmed } = link;
      const kept = Object.entries(confirmed.fields).filter(([key]) => !(key in fields));
      links.set(clientId, {
        ...link,
        confirmed: {
          ...confirmed,
          ...(name !== undefined && { name: "" }),
          ...(domainNames !== undefined && { domainNames: [] }),
          fields: Object.fromEntries(kept),
        },
      });
    },
    async unconfirmAll(changes) {
      for (const { clientId, change } of changes) await ports.unconfirm(clientId, change);
    },
  };

  const world: ClientWorld = {
    zendesk,
    links,
    written,
    tell: (facts, clientId = "C-1") => void clients.set(clientId, aClient(facts, clientId)),
    keep: (record) => void clients.set(record.clientId, record),
    decide: (decisions, clientId = "C-1") =>
      void clients.set(clientId, { ...clients.get(clientId)!, decisions }),
    askAboutDeleted: () => {
      catalogue = { ...catalogue, fullCompare: { ...catalogue.fullCompare, onDeleted: "ask" } };
    },
    onManualEdit: (onManualEdit) => {
      catalogue = { ...catalogue, fullCompare: { ...catalogue.fullCompare, onManualEdit } };
    },
    wait: (seconds) => {
      now = now.plus({ seconds });
    },
    async reconcile(clientId = "C-1", hold = async () => undefined) {
      return await reconcileClient(clientId, {
        clients: { find: async (id) => clients.get(id) },
        organizations: zendesk,
        links: ports,
        catalogue,
        now: () => now,
        missingFields: async () =>
          zendesk.removedFields().map((key) => `organization field ${key} (text) does not exist`),
        hold,
      });
    },
    async reconcileAll(clientIds, { attempts = 0, cause = null, hold = async () => undefined } = {}) {
      const leases = clientIds.map((key) => ({
        kind: "reconcile-client" as const,
        key,
        version: 1n,
        epoch: 1n,
        attempts,
        cause,
      }));
      return await reconcileClients(leases, {
        clients: {
          list: async (ids) => new Map([...clients].filter(([clientId]) => ids.includes(clientId))),
        },
        organizations: zendesk,
        links: ports,
        catalogue,
        now: () => now,
        hold,
        fewAtMost: 4,
        reconcileOne: async (clientId) => await world.reconcile(clientId, hold),
      });
    },
    async callsOf(clientId) {
      const before = zendesk.calls.length;
      await world.reconcile(clientId);
      return zendesk.calls.slice(before);
    },
  };
  return world;
}
