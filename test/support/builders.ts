import type { Catalogue, ServiceLevel } from "../../src/domain/catalogue/catalogue.ts";
import type { ClientFacts, ClientRecord, Statement } from "../../src/domain/clients/client.ts";
import type { Department } from "../../src/domain/catalogue/department.ts";
import type { DesiredOrganization, Organization } from "../../src/domain/clients/organization.ts";

const businessHours = { urgent: "business", high: "business", normal: "business", low: "business" } as const;

/** The four segments of the product, each with the level of its own name. */
export const theCatalogue: Catalogue = {
  segments: [
    { name: "VIP", slug: "vip", serviceLevel: "VIP" },
    { name: "Key Account", slug: "key_account", serviceLevel: "Key Account" },
    { name: "Corporate", slug: "corporate", serviceLevel: "Corporate" },
    { name: "SMB", slug: "smb", serviceLevel: "SMB" },
  ],
  serviceLevels: [
    aServiceLevel("VIP", "vip"),
    aServiceLevel("Key Account", "key_account"),
    aServiceLevel("Corporate", "corporate"),
    aServiceLevel("SMB", "smb"),
  ],
  defaultServiceLevel: "SMB",
  fullCompare: { at: "02:00", timeZone: "UTC", onManualEdit: "restore", onDeleted: "restore" },
  urgencyRules: [],
  defaultPriority: "normal",
  departments: [],
  responsibilities: [],
  schedules: [],
  catchUp: { everyMinutes: 5, since: null },
  onboarding: { remindAfterDays: 2, schedule: null, emails: { da: null, "account-management": null } },
};

/** A level that promises nothing: change what the test is about. */
export function aServiceLevel(name: string, slug: string, other: Partial<ServiceLevel> = {}): ServiceLevel {
  return {
    name,
    slug,
    description: "",
    targetMinutes: {},
    hours: businessHours,
    schedule: null,
    metricSettings: {},
    objectives: [],
    warnings: [],
    escalations: [],
    channels: [],
    languages: [],
    coverage: { kind: "around-the-clock" },
    services: [],
    exclusions: [],
    training: [],
    knowledgeBase: [],
    ...other,
  };
}

/** A department that takes nothing and has no targets. */
export function aDepartment(name: string, other: Partial<Department> = {}): Department {
  return {
    name,
    group: name,
    takes: [],
    groupOwnershipMinutes: {},
    hours: businessHours,
    exceptions: [],
    ...other,
  };
}

/** `at(4)` is four minutes into an afternoon. */
export function at(minute: number): string {
  return `2026-11-20T15:${String(minute).padStart(2, "0")}:00.000000000Z`;
}

export function aStatement(says: Partial<ClientFacts>, other: Partial<Statement> = {}): Statement {
  return { clientId: "C-1", messageId: "msg_1", occurredAt: at(0), says, ...other };
}

/** A client of which each of the given facts was said in one message. */
export function aClient(facts: Partial<ClientFacts>, clientId = "C-1"): ClientRecord {
  const said = Object.entries({ name: "Acme", segment: "VIP", ...facts }).map(([field, value]) => [
    field,
    { value, occurredAt: at(0), messageId: "msg_1" },
  ]);
  return { clientId, fields: Object.fromEntries(said) as ClientRecord["fields"] };
}

export function aDesire(other: Partial<DesiredOrganization> = {}): DesiredOrganization {
  return {
    externalId: "C-1",
    name: "Acme",
    domainNames: [],
    fields: { client_segment: "segment_vip", client_service_level: "los_vip" },
    ...other,
  };
}

export function anOrganization(other: Partial<Organization> = {}): Organization {
  return {
    id: 7001,
    externalId: "C-1",
    name: "Acme",
    domainNames: [],
    fields: { client_segment: "segment_vip", client_service_level: "los_vip", client_vertical: null },
    updatedAt: at(0),
    ...other,
  };
}
