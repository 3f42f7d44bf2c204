import type { ClientField } from "../../domain/clients/client.ts";
import type { KnownField } from "../../operations/client.ts";

/** As the organization fields are titled in Zendesk. */
const fieldTitles: Readonly<Record<ClientField, string>> = {
  name: "Name",
  segment: "Segment",
  serviceLevel: "Service level",
  vertical: "Vertical",
  domains: "Domains",
  seoAnalyst: "SEO analyst",
  daAnalyst: "DA analyst",
  accountManager: "Account manager",
  clientCenterId: "Client Center ID",
  clientHubUrn: "Client Hub URN",
};

export function fieldTitle(field: string): string {
  return (fieldTitles as Readonly<Record<string, string>>)[field] ?? field;
}

/** What is shown where there is nothing. */
export const nothing = "–";

/** A value that was told; a list in one line. */
export function valueText(value: string | readonly string[] | null): string {
  if (value === null || value.length === 0) return nothing;
  return typeof value === "string" ? value : value.join(", ");
}

/** What a field says: no service level of its own is that of the segment. */
export function knownText({ field, value }: Pick<KnownField, "field" | "value">): string {
  return field === "serviceLevel" && value === null ? "that of the segment" : valueText(value);
}

/** Where the page of a client is; its id may hold any characters. */
export function clientPath(clientId: string): string {
  return `/clients/${encodeURIComponent(clientId)}`;
}

/** A client as people call it: its name if it has one, and always its id. */
export function clientName({ id, name }: { readonly id: string; readonly name: string | null }): string {
  return name === null ? id : `${name} (${id})`;
}
