import type { Exchange } from "./recording-gate.ts";

type Row = { readonly id?: number; readonly external_id?: string };
type Body = {
  readonly organization?: Row;
  readonly organizations?: readonly Row[];
  readonly tickets?: readonly Row[];
};

/** What a call asked Zendesk to write: the clients, by their ids, and the tickets. */
export function writtenKeys(
  { method, path, body }: Pick<Exchange, "method" | "path" | "body">,
  clientOf: (organizationId: number) => string | undefined,
): string[] {
  const url = new URL(path, "http://zendesk");
  const [, kind, which = ""] = /^\/api\/v2\/(organizations|tickets)(?:\/(\w+))?/.exec(url.pathname) ?? [];
  if (method === "GET" || kind === undefined) return [];
  const { organization, organizations = [], tickets = [] } = JSON.parse(body.toString() || "{}") as Body;
  const named = (url.searchParams.get("ids") ?? "").split(",").filter((id) => id !== "");
  const ids = /^\d+$/.test(which) ? [which] : named;
  if (kind === "tickets") return [...ids, ...tickets.map(({ id }) => id)].map((id) => `ticket ${id}`);
  const rows = [
    ...ids.map((id): Row => ({ id: Number(id) })),
    ...(which === "" && organization ? [organization] : []),
    ...organizations,
  ];
  return rows.map(({ id, external_id }) => `client ${(id && clientOf(id)) ?? external_id ?? `of ${id}`}`);
}
