import { orderedById } from "./ordered-rows.ts";
import type { OrderedRows, Rows } from "./ordered-rows.ts";
import type { Query } from "./request-parts.ts";
import { invalidAttribute, invalidPagination } from "./refusal.ts";

/** What a list is cut from: its key in the answer, its address, and the query it was asked with. */
export type ListRequest = {
  readonly key: string;
  readonly address: string;
  readonly query: Query;
};

const maxPerPage = 100;
const maxPages = 100;

/** A page of rows, by cursor when `page[…]` is in the query, else by offset (Zendesk API reference, Pagination). */
export function paginate<Row extends { readonly id: number }>(
  rows: readonly Row[] | OrderedRows<Row>,
  list: ListRequest,
  present: (row: Row) => object,
): object {
  const byCursor = Object.keys(list.query).some((key) => key.startsWith("page["));
  if (!byCursor) return offsetPage(rows, list, present);
  return cursorPage("countBelow" in rows ? rows : orderedById(rows), list, present);
}

export function offsetPage<Row>(
  rows: Rows<Row>,
  { key, address, query }: ListRequest,
  present: (row: Row) => object,
): object {
  const perPage = Math.min(positive(query, "per_page", maxPerPage), maxPerPage);
  const page = positive(query, "page", 1);
  if (page > maxPages) {
    throw invalidPagination("InvalidPaginationDepth", "Number of pages exceeds the limit of 100");
  }
  const start = (page - 1) * perPage;
  const at = (number: number): string => link(address, { ...query, page: String(number) });
  return {
    [key]: rows.slice(start, start + perPage).map(present),
    next_page: start + perPage < rows.length ? at(page + 1) : null,
    previous_page: page > 1 ? at(page - 1) : null,
    count: rows.length,
  };
}

function cursorPage<Row extends { readonly id: number }>(
  rows: OrderedRows<Row>,
  { key, address, query }: ListRequest,
  present: (row: Row) => object,
): object {
  const size = positive(query, "page[size]", maxPerPage);
  if (size > maxPerPage) throw badCursor("page[size] cannot be greater than 100");
  const after = cursorId(query["page[after]"]);
  const before = cursorId(query["page[before]"]);
  if (after !== undefined && before !== undefined) {
    throw badCursor("page[after] and page[before] cannot be used together");
  }

  const start = after === undefined ? 0 : rows.countBelow(after + 1);
  const end = before === undefined ? rows.length : rows.countBelow(before);
  const page =
    before === undefined ? rows.slice(start, start + size) : rows.slice(Math.max(0, end - size), end);
  const [first, last] = [page.at(0), page.at(-1)];
  const at = (side: string, row: Row | undefined): string | null => {
    const { "page[after]": _after, "page[before]": _before, "page[size]": _size, ...others } = query;
    return row ? link(address, { [side]: cursorOf(row.id), "page[size]": String(size), ...others }) : null;
  };
  return {
    [key]: page.map(present),
    meta: {
      has_more: before === undefined ? start + size < rows.length : end - size > 0,
      after_cursor: last ? cursorOf(last.id) : null,
      before_cursor: first ? cursorOf(first.id) : null,
    },
    links: { prev: at("page[before]", first), next: at("page[after]", last) },
  };
}

/** Recorded cursors are base64 of `{"o":"id","v":…}`, where v is base64 of "i" and the id in eight bytes, lowest first. */
function cursorOf(id: number): string {
  const bytes = Buffer.alloc(9, "i");
  bytes.writeBigInt64LE(BigInt(id), 1);
  return Buffer.from(JSON.stringify({ o: "id", v: bytes.toString("base64") })).toString("base64");
}

function cursorId(cursor: string | undefined): number | undefined {
  if (cursor === undefined) return undefined;
  const encoded = /^\{"o":"id","v":"([\w+/=]+)"\}$/.exec(Buffer.from(cursor, "base64").toString());
  const bytes = Buffer.from(encoded?.[1] ?? "", "base64");
  if (bytes.length !== 9) throw badCursor("page cursor is not valid");
  return Number(bytes.readBigInt64LE(1));
}

function badCursor(title: string): Error {
  return invalidPagination("InvalidPaginationParameter", title);
}

export function positive(query: Query, name: string, otherwise: number): number {
  const given = query[name];
  if (given === undefined || given === "") return otherwise;
  if (!/^[1-9]\d{0,8}$/.test(given)) {
    throw name.startsWith("page[")
      ? badCursor(`${name} must be an integer between 1 and ${maxPerPage}`)
      : invalidAttribute(name, "must be an integer", "pagination");
  }
  return Number(given);
}

export function link(address: string, query: Query): string {
  const search = Object.entries(query).map(([name, value = ""]): [string, string] => [name, value]);
  return `${address}?${new URLSearchParams(search).toString()}`;
}
