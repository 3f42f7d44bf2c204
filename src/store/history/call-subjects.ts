import type { Exchange } from "../../jobs/refusals.ts";

/** Whom a call names: records of Zendesk's by id, clients by external id. */
export type CallSubjects = { readonly ids: readonly string[]; readonly externalIds: readonly string[] };

export function subjectsOf({ path, request }: Pick<Exchange, "path" | "request">): CallSubjects {
  const [route = "", query = ""] = path.split("?");
  const asked = new URLSearchParams(query);
  const rows = rowsIn(request);
  return {
    ids: [
      ...(/\/(\d+)(?:\.json)?$/.exec(route)?.slice(1) ?? []),
      ...listIn(asked.get("ids")),
      ...rows.flatMap((row) => textIn(row, "id")),
    ],
    externalIds: [...listIn(asked.get("external_ids")), ...rows.flatMap((row) => textIn(row, "external_id"))],
  };
}

/** A bulk request with only the rows that name one of these; any other request as it is. */
export function requestAbout(request: unknown, { ids, externalIds }: CallSubjects): unknown {
  if (typeof request !== "object" || request === null) return request;
  const isNamed = (row: unknown): boolean =>
    textIn(row, "id").some((id) => ids.includes(id)) ||
    textIn(row, "external_id").some((id) => externalIds.includes(id));
  return Object.fromEntries(
    Object.entries(request).map(([key, value]: [string, unknown]) =>
      Array.isArray(value) && value.some(isNamed) ? [key, value.filter(isNamed)] : [key, value],
    ),
  );
}

/** `{ organization: … }` of one, `{ organizations: […] }` of many, and the same of tickets. */
function rowsIn(request: unknown): unknown[] {
  if (typeof request !== "object" || request === null) return [];
  return Object.values(request).flatMap((value: unknown) => value);
}

function textIn(row: unknown, key: "id" | "external_id"): string[] {
  if (typeof row !== "object" || row === null) return [];
  const value = (row as Record<string, unknown>)[key];
  return typeof value === "string" || typeof value === "number" ? [String(value)] : [];
}

function listIn(list: string | null): string[] {
  return list === null ? [] : list.split(",");
}
