/** Rows of one kind, by id, with unique indices; `changed` is told of every change. */
export type Table<Row, Index extends string> = {
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
  changed: () => void,
): Table<Row, Index> {
  const rows = new Map<number, Row>();
  const indices = Object.entries<(row: Row) => string | null>(keys).map(([name, keyOf]) => ({
    name,
    keyOf,
    ids: new Map<string, number>(),
  }));

  function forget(row: Row): void {
    for (const { keyOf, ids } of indices) {
      const key = keyOf(row);
      if (key !== null) ids.delete(key);
    }
  }

  return {
    get size() {
      return rows.size;
    },
    list: () => [...rows.values()],
    get: (id) => rows.get(id),
    findBy(index, key) {
      const id = indices.find(({ name }) => name === index)?.ids.get(key);
      return id === undefined ? undefined : rows.get(id);
    },
    put(row) {
      const before = rows.get(row.id);
      if (before) forget(before);
      rows.set(row.id, row);
      for (const { keyOf, ids } of indices) {
        const key = keyOf(row);
        if (key !== null) ids.set(key, row.id);
      }
      changed();
      return row;
    },
    remove(id) {
      const row = rows.get(id);
      if (!row) return;
      forget(row);
      rows.delete(id);
      changed();
    },
    clear() {
      rows.clear();
      for (const { ids } of indices) ids.clear();
      changed();
    },
  };
}
