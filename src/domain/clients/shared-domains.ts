import type { ClientRecord } from "./client.ts";
import type { About, Side } from "./conflict.ts";
import { listed } from "./conflict-sides.ts";
import { decidedDomains } from "./decisions.ts";

/** A client has domains of other ones, which had them earlier. */
export type SharedDomains = {
  readonly clientId: string;
  readonly message: string;
  readonly about: About;
};

/**
 * Which of these clients have a domain that another one had before. Who was told to have its domains first has them first,
 * whatever order the messages came in.
 */
export function findSharedDomains(clients: readonly ClientRecord[]): readonly SharedDomains[] {
  const firsts = new Map<string, ClientRecord>();
  return clients.toSorted(byFirstSaid).flatMap((client) => {
    const domains = domainsOf(client);
    const shared = domains.filter((domain) => firsts.has(domain)).toSorted();
    const [first] = shared.flatMap((domain) => firsts.get(domain) ?? []).toSorted(byFirstSaid);
    for (const domain of domains) if (!firsts.has(domain)) firsts.set(domain, client);
    return first ? [sharingOf(client, first, shared)] : [];
  });
}

function sharingOf(client: ClientRecord, first: ClientRecord, domains: readonly string[]): SharedDomains {
  const verb = domains.length === 1 ? "is" : "are";
  return {
    clientId: client.clientId,
    message: `${domains.join(", ")} of client ${client.clientId} ${verb} also of client ${first.clientId}`,
    about: {
      sides: [sideOf(client, domains), sideOf(first, domains)],
      otherClientId: first.clientId,
      domains,
    },
  };
}

/** In lower case, each once, without those that an operator withheld. */
function domainsOf({ fields, decisions }: ClientRecord): readonly string[] {
  const kept = decidedDomains(fields.domains?.value ?? [], decisions);
  return [...new Set(kept.map((domain) => domain.toLowerCase()))];
}

function byFirstSaid(one: ClientRecord, other: ClientRecord): number {
  return placeOf(one) < placeOf(other) ? -1 : 1;
}

function placeOf({ clientId, fields: { domains } }: ClientRecord): string {
  return JSON.stringify([domains?.occurredAt ?? "", domains?.messageId ?? "", clientId]);
}

function sideOf(client: ClientRecord, shared: readonly string[]): Side {
  const domains = domainsOf(client);
  return {
    title: `Client ${client.clientId}`,
    values: {
      name: client.fields.name?.value ?? null,
      "shared domains": listed(domains.filter((domain) => shared.includes(domain))),
      "other domains": listed(domains.filter((domain) => !shared.includes(domain))),
    },
  };
}
