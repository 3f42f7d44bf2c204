import { countUpTo } from "./ordered-rows.ts";
import type { Change } from "./table.ts";
import { secondsOf } from "./timestamp.ts";

/** A row as its latest change left it, and when that was. */
export type Past<Row> = {
  readonly row: Row;
  readonly deletedAt: string | null;
  /** In seconds, as an export counts. */
  readonly at: number;
};

/** Every row that is or was, in the order of their latest changes, those of one second by id. */
export type History<Row> = {
  note(change: Change<Row>): void;
  /** What changed from this second on, up to and with another; of the first second only rows with a higher id. */
  between(start: number, end: number, afterId?: number): Iterable<Past<Row>>;
  /** Those still there, the latest change first. */
  latest(count: number): readonly Row[];
};

/** A row that changes and is no newer, such as when a field of it is deleted, keeps its place. */
export function createHistory<Row extends { readonly id: number; readonly updated_at: string }>(
  timestamp: () => string,
): History<Row> {
  type Entry = { row: Row; deletedAt: string | null; readonly at: number };
  let entries: Entry[] = [];
  const current = new Map<number, Entry>();
  const isUpTo = (entry: Entry, second: number, id: number): boolean =>
    entry.at < second || (entry.at === second && entry.row.id <= id);
  const isCurrent = (entry: Entry): boolean => current.get(entry.row.id) === entry;

  function add(entry: Entry): void {
    const known = current.get(entry.row.id);
    if (known?.at === entry.at) {
      Object.assign(known, entry);
      return;
    }
    current.set(entry.row.id, entry);
    entries.splice(
      countUpTo(entries, (other) => isUpTo(other, entry.at, entry.row.id)),
      0,
      entry,
    );
    if (entries.length > 2 * current.size + 1000) entries = entries.filter(isCurrent);
  }

  return {
    note(change) {
      if (change.kind === "cleared") {
        entries = [];
        current.clear();
        return;
      }
      const deletedAt = change.kind === "removed" ? timestamp() : null;
      add({ row: change.row, deletedAt, at: secondsOf(deletedAt ?? change.row.updated_at) });
    },
    *between(start, end, afterId = 0) {
      const first = countUpTo(entries, (entry) => isUpTo(entry, start, afterId));
      for (let index = first; index < entries.length; index += 1) {
        const entry = entries[index]!;
        if (entry.at > end) return;
        if (isCurrent(entry)) yield entry;
      }
    },
    latest(count) {
      const found: Row[] = [];
      for (let index = entries.length - 1; index >= 0 && found.length < count; index -= 1) {
        const entry = entries[index]!;
        if (isCurrent(entry) && entry.deletedAt === null) found.push(entry.row);
      }
      return found;
    },
  };
}
