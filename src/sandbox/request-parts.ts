import type { FastifyRequest } from "fastify";
import { invalidAttribute, tooManyValues } from "./refusal.ts";

export type Query = Readonly<Record<string, string | undefined>>;

/** The sandbox as the caller addresses it: `http://127.0.0.1:4010`. */
export const originOf = (request: FastifyRequest): string => `${request.protocol}://${request.host}`;

/** The address of a list, for the links to its other pages. */
export const addressOf = (request: FastifyRequest): string =>
  originOf(request) + (request.originalUrl.split("?")[0] ?? "");

/** The query; of a parameter given twice the last one counts. */
export function queryOf(request: FastifyRequest): Query {
  const query = request.query as Readonly<Record<string, string | readonly string[]>>;
  return Object.fromEntries(
    Object.entries(query).map(([name, value]) => [name, typeof value === "string" ? value : value.at(-1)]),
  );
}

/** The id in the path. Throws the refusal for what is not a number. */
export function idIn(request: FastifyRequest, controller: string): number {
  const { id } = request.params as { readonly id: string };
  if (!/^\d+$/.test(id)) throw invalidAttribute("id", "must be an integer", `${controller}/show`);
  return Number(id);
}

const maxListed = 100;

/** A list in the query, such as `?ids=1,2`: up to a hundred, each once. */
export function listIn(request: FastifyRequest, name: string): readonly string[] | undefined {
  const { [name]: list } = queryOf(request);
  if (list === undefined) return undefined;
  const wanted = [...new Set(list.split(","))];
  if (wanted.length > maxListed) throw tooManyValues(name, maxListed);
  return wanted;
}

/** `?ids=` where ids are numbers. */
export function idsIn(request: FastifyRequest, action: string): readonly number[] | undefined {
  const wanted = listIn(request, "ids");
  if (!wanted) return undefined;
  if (!wanted.every((id) => /^\d+$/.test(id))) throw invalidAttribute("ids", "must be integers", action);
  return wanted.map(Number);
}
