import type { SetupRequest } from "../domain/setup/setup-step.ts";

/** The ids of what was made, by the step that made it. */
export type MadeIds = ReadonlyMap<string, number | string>;

/** The request with the ids that its `$id`s stand for. @throws when a step made nothing */
export function withIds({ method, path, body }: SetupRequest, ids: MadeIds): SetupRequest {
  return {
    method,
    path: path.replaceAll(/\{\$id:([^}]*)\}/g, (_, step: string) => encodeURIComponent(idOf(step, ids))),
    ...(body && { body: resolved(body, ids) as NonNullable<SetupRequest["body"]> }),
  };
}

function resolved(value: unknown, ids: MadeIds): unknown {
  if (Array.isArray(value)) return value.map((item) => resolved(item, ids));
  if (typeof value !== "object" || value === null) return value;
  if ("$id" in value) return idOf(String(value.$id), ids);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, resolved(inner, ids)]));
}

function idOf(step: string, ids: MadeIds): number | string {
  const id = ids.get(step);
  if (id === undefined) throw new Error(`the step "${step}" made nothing whose id could be used`);
  return id;
}
