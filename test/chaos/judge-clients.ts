import type { Happening, Rest, RestingOrganization } from "./history.ts";

type Sent = Extract<Happening, { kind: "sent" }>;

/** A value that somebody said of a client's field. */
type Saying = {
  readonly value: string | null;
  readonly occurredAt: string;
  readonly message: string;
  readonly isAnswered: boolean;
};

const slugs: Readonly<Record<string, string>> = {
  VIP: "vip",
  "Key Account": "key_account",
  Corporate: "corporate",
  SMB: "smb",
};

const keys: Readonly<Record<string, string>> = {
  vertical: "client_vertical",
  seoAnalyst: "seo_analyst",
  daAnalyst: "da_analyst",
  accountManager: "account_manager",
  clientCenterId: "client_center_id",
  clientHubUrn: "client_hub_urn",
};

/**
 * Every message that was answered 202 is in the final state. Of each field that is the newest of what was said (of the
 * same moment the larger message id); what was sent and not answered may be there or not.
 */
export function judgeClients(history: readonly Happening[], { organizations }: Rest): string[] {
  const answered = new Set(
    history.flatMap((one) => (one.kind === "answered" && one.status === 202 ? [one.message] : [])),
  );
  const found = new Map(organizations.map((one) => [one.external_id, one]));
  return [...sayingsOfClients(history, answered)].flatMap(([clientId, fields]) => {
    const organization = found.get(clientId);
    if (!organization) {
      const isKnown = fields.get("name")?.some(({ isAnswered }) => isAnswered) ?? false;
      return isKnown ? [`lost: ${clientId} has no organization`] : [];
    }
    return wrongFields(clientId, fields, organization);
  });
}

function sayingsOfClients(
  history: readonly Happening[],
  answered: ReadonlySet<string>,
): Map<string, Map<string, Saying[]>> {
  const byClient = new Map<string, Map<string, Saying[]>>();
  const sent = new Map(
    history.filter((one): one is Sent => one.kind === "sent").map((one) => [one.message, one]),
  );
  for (const { message, occurredAt, says } of sent.values()) {
    const isAnswered = answered.has(message);
    for (const { clientId, fields } of says) {
      const ofClient = byClient.get(clientId) ?? new Map<string, Saying[]>();
      byClient.set(clientId, ofClient);
      for (const [field, value] of Object.entries(fields)) {
        const said = { value, occurredAt, message, isAnswered };
        ofClient.set(field, [...(ofClient.get(field) ?? []), said]);
      }
    }
  }
  return byClient;
}

function wrongFields(
  clientId: string,
  fields: ReadonlyMap<string, readonly Saying[]>,
  { name, organization_fields: actual }: RestingOrganization,
): string[] {
  const allowed = (field: string): (string | null)[] => allowedValues(fields.get(field) ?? []);
  const segments = allowed("segment").map((segment) => slugs[segment ?? ""]);
  const levels = allowed("serviceLevel").flatMap((level) => (level === null ? segments : [slugs[level]]));
  const expected: readonly (readonly [string, unknown, readonly unknown[]])[] = [
    ["name", name, allowed("name")],
    ["client_segment", actual["client_segment"], segments.map((slug) => `segment_${slug}`)],
    [
      "client_service_level",
      actual["client_service_level"],
      (fields.has("serviceLevel") ? levels : segments).map((slug) => `los_${slug}`),
    ],
    ...Object.entries(keys)
      .filter(([field]) => fields.has(field))
      .map(([field, key]) => [key, actual[key] ?? null, allowed(field)] as const),
  ];
  return expected
    .filter(([, value, values]) => !values.includes(value))
    .map(
      ([key, value, values]) =>
        `stale: ${key} of ${clientId} is ${String(value)} instead of ${values.join(" or ")}`,
    );
}

/** The newest that was answered, and whatever newer may have arrived; without an answered one, nothing too. */
function allowedValues(sayings: readonly Saying[]): (string | null)[] {
  const newestFirst = sayings.toSorted((one, other) => (isNewer(one, other) ? -1 : 1));
  const until = newestFirst.findIndex(({ isAnswered }) => isAnswered);
  if (until === -1) return [...newestFirst.map(({ value }) => value), null];
  return newestFirst.slice(0, until + 1).map(({ value }) => value);
}

function isNewer(one: Saying, other: Saying): boolean {
  if (one.occurredAt !== other.occurredAt) return one.occurredAt > other.occurredAt;
  return one.message > other.message;
}
