import { countUpTo } from "./ordered-rows.ts";
import type { OrderedRows } from "./ordered-rows.ts";

/** What happened to a table. */
export type Change<Row> =
  | { readonly kind: "put"; readonly before: Row | undefined; readonly row: Row }
  | { readonly kind: "removed"; readonly row: Row }
  | { readonly kind: "cleared" };

/** Rows of one kind, by id, with unique indices; `changed` is told of every change. */
export type Table<Row, Index extends string> = OrderedRows<Row> & {
  readonly size: number;
  list(): readonly Row[];
  get(id: number): Row | undefined;
  findBy(index: Index, key: string): Row | undefined;
  put(row: Row): Row;
  remove(id: number): void;
  clear(): void;
};

export function createTable<Row extends { readonly id: number }, Index extends string = never>(
  keys: Readonly<Record<Index, (row: Row) => string | null>>,
  changed: (change: Change<Row>) => void,
): Table<Row, Index> {
  const rows = new Map<number, Row>();
  const ids: number[] = [];
  const indices = Object.entries<(row: Row) => string | null>(keys).map(([name, keyOf]) => ({
    name,
    keyOf,
    idOf: new Map<string, number>(),
  }));

  const countBelow = (id: number): number => countUpTo(ids, (other) => other < id);

  function forget(row: Row): void {
    for (const { keyOf, idOf } of indices) {
      const key = keyOf(row);
      if (key !== null) idOf.delete(key);
    }
  }

  return {
    get size() {
      return rows.size;
    },
    get length() {
      return rows.size;
    },
    list: () => ids.flatMap((id) => rows.get(id) ?? []),
    slice: (start, end) => ids.slice(start, end).flatMap((id) => rows.get(id) ?? []),
    countBelow,
    get: (id) => rows.get(id),
    findBy(index, key) {
      const id = indices.find(({ name }) => name === index)?.idOf.get(key);
      return id === undefined ? undefined : rows.get(id);
    },
    put(row) {
      const before = rows.get(row.id);
      if (before) forget(before);
      else ids.splice(countBelow(row.id), 0, row.id);
      rows.set(row.id, row);
      for (const { keyOf, idOf } of indices) {
        const key = keyOf(row);
        if (key !== null) idOf.set(key, row.id);
      }
      changed({ kind: "put", before, row });
      return row;
    },
    remove(id) {
      const row = rows.get(id);
      if (!row) return;
      forget(row);
      rows.delete(id);
      ids.splice(countBelow(id), 1);
      changed({ kind: "removed", row });
    },
    clear() {
      rows.clear();
      ids.length = 0;
      for (const { idOf } of indices) idOf.clear();
      changed({ kind: "cleared" });
    },
  };
}
