import { sql, type Transaction } from "kysely";

import { decidedName, type Decisions } from "../../domain/clients/decisions.ts";
import { nameKeyOf } from "../../domain/clients/name-key.ts";
import { isSameName } from "../../domain/clients/unfit-name.ts";
import type { Schema } from "../schema.ts";

/** The other client of ours whose organization is to be called so. */
export async function findNameHolder(
  tx: Transaction<Schema>,
  name: string,
  exceptClientId: string,
): Promise<string | undefined> {
  const { rows } = await sql<{ client_id: string; name: string; decisions: Decisions }>`
    select client_id, name, decisions from clients
    where client_id <> ${exceptClientId} and name is not null
      and (name_key = ${nameKeyOf(name)} or lower(decisions -> 'name' ->> 'use') = ${name.toLowerCase()})
    order by client_id`.execute(tx);
  return rows.find((row) => isSameName(name, decidedName(row.name, row.decisions)))?.client_id;
}
