/** Rows that can be cut by place without copying the others; a list is one. */
export type Rows<Row> = {
  readonly length: number;
  slice(start: number, end: number): readonly Row[];
};

/** Rows in the order of their ids. */
export type OrderedRows<Row> = Rows<Row> & {
  /** How many rows have a lower id. */
  countBelow(id: number): number;
};

/** A list in the order of its ids. */
export function orderedById<Row extends { readonly id: number }>(list: readonly Row[]): OrderedRows<Row> {
  const rows = list.toSorted((a, b) => a.id - b.id);
  return {
    length: rows.length,
    slice: (start, end) => rows.slice(start, end),
    countBelow: (id) => countUpTo(rows, (row) => row.id < id),
  };
}

/** How many items come before the first one that is not below, in a list where those below come first. */
export function countUpTo<Item>(items: readonly Item[], isBelow: (item: Item) => boolean): number {
  let [start, end] = [0, items.length];
  while (start < end) {
    const middle = (start + end) >>> 1;
    if (isBelow(items[middle]!)) start = middle + 1;
    else end = middle;
  }
  return start;
}
