import type { Link } from "../catalogue/offer.ts";

/** Customers read what they are promised; staff also who answers, who is told, and by which rules. */
export type Audience = "customer" | "staff";

/** A text for people, without a look. */
export type Document = {
  readonly title: string;
  /** Below the title: what it is about, as of when. */
  readonly note: string;
  readonly sections: readonly Section[];
};

export type Section = {
  readonly title: string;
  readonly blocks: readonly Block[];
  readonly sections: readonly Section[];
};

export type Block =
  | { readonly kind: "paragraph"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly string[] }
  | { readonly kind: "links"; readonly links: readonly Link[] }
  /** What it is called, and what it is. */
  | { readonly kind: "facts"; readonly facts: readonly (readonly [string, string])[] }
  /** The first cell of a row is its heading. */
  | {
      readonly kind: "table";
      readonly header: readonly string[];
      readonly rows: readonly (readonly string[])[];
    };

/** A section, if there is anything to say. */
export function section(
  title: string,
  blocks: readonly Block[],
  sections: readonly Section[] = [],
): readonly Section[] {
  return blocks.length + sections.length === 0 ? [] : [{ title, blocks, sections }];
}

/** A list, if it has items. */
export function list(items: readonly string[]): readonly Block[] {
  return items.length === 0 ? [] : [{ kind: "list", items }];
}

/** A table, if it has rows. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): readonly Block[] {
  return rows.length === 0 ? [] : [{ kind: "table", header, rows }];
}

export function paragraph(text: string): Block {
  return { kind: "paragraph", text };
}
