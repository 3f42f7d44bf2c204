import { type RawBuilder, sql } from "kysely";

import type { Catalogue } from "../../domain/catalogue/catalogue.ts";
import type { WorkKey } from "../../jobs/ports.ts";
import type { Conflict, Conflicts } from "../../operations/conflict.ts";
import { BadCursor, NoSuch } from "../../operations/refusals.ts";
import { conflictOf, selectConflicts } from "./conflict-rows.ts";
import type { Database } from "../database.ts";
import { listDuplicates } from "./duplicates.ts";
import { resolveConflict } from "./resolve-conflict.ts";

export type ConflictsOptions = {
  readonly catalogue: Catalogue;
  /** Best effort: the sweep wakes what was not. */
  readonly wake: (keys: readonly WorkKey[]) => void;
  readonly zendeskUrl: string;
};

/** What people must decide, and what comes of it. */
export function createConflicts(db: Database, { catalogue, wake, zendeskUrl }: ConflictsOptions): Conflicts {
  const showing = { onManualEdit: catalogue.fullCompare.onManualEdit, zendeskUrl };

  async function find(id: string): Promise<Conflict | undefined> {
    if (!isId(id)) return undefined;
    const [row] = await selectConflicts(db, sql`conflicts.id = ${BigInt(id)}`, 1);
    return row && conflictOf(row, showing);
  }

  return {
    find,

    async list({ limit, cursor = "0" }, causes) {
      if (!isId(cursor)) throw new BadCursor(`no page of conflicts gave out the cursor "${cursor}"`);
      const isNext = sql<boolean>`${isOpen(causes)} and conflicts.id > ${BigInt(cursor)}`;
      const rows = await selectConflicts(db, isNext, limit + 1);
      const shown = rows.slice(0, limit);
      const last = shown.at(-1);
      return {
        rows: shown.map((row) => conflictOf(row, showing)),
        ...(rows.length > limit && last && { next: String(last.id) }),
      };
    },

    async count(causes) {
      const { rows } = await sql<{ count: number }>`
        select count(*)::int as count from conflicts where ${isOpen(causes)}`.execute(db);
      return rows[0]?.count ?? 0;
    },

    async resolve(id, decision, act, name = "") {
      if (!isId(id)) throw new NoSuch(`there is no conflict ${id}`);
      const woken = await resolveConflict(db, BigInt(id), { decision, act, name: name.trim() }, showing);
      if (woken.length > 0) wake(woken);
      const resolved = await find(id);
      if (!resolved) throw new NoSuch(`conflict ${id} is gone`);
      return resolved;
    },

    listDuplicates: async () => await listDuplicates(db),
  };
}

/** Of these causes, or of all. */
function isOpen(causes: readonly string[] | undefined): RawBuilder<boolean> {
  return causes
    ? sql<boolean>`closed_at is null and cause = any(${causes}::text[])`
    : sql<boolean>`closed_at is null`;
}

/** As the database counts: what does not fit into a bigint is no id. */
function isId(text: string): boolean {
  return /^\d{1,18}$/.test(text);
}
