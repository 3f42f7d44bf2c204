import { isMap, isPair, isScalar, isSeq, LineCounter, type Node, parseDocument } from "yaml";

import type { Catalogue } from "../domain/catalogue.ts";
import { catalogueOf } from "./catalogue-of.ts";
import { findInconsistencies, type Problem } from "./inconsistencies.ts";
import { catalogueFile } from "./schema.ts";

/** The catalogue file cannot be used. Each problem names file and line. */
export class InvalidCatalogue extends Error {
  override readonly name = "InvalidCatalogue";
  readonly problems: readonly string[];

  constructor(file: string, problems: readonly string[]) {
    super(
      `${file} has ${problems.length} ${problems.length === 1 ? "problem" : "problems"}\n${problems.join("\n")}`,
    );
    this.problems = problems;
  }
}

/** Reads the text of a catalogue file; `file` is its name in messages. @throws InvalidCatalogue */
export function readCatalogue(text: string, file: string): Catalogue {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const lineOf = (offset: number): number => lines.linePos(offset).line;
  if (document.errors.length > 0) {
    throw new InvalidCatalogue(
      file,
      document.errors.map(({ pos, message }) => `${file}:${lineOf(pos[0])}: ${message}`),
    );
  }

  const parsed = catalogueFile.safeParse(document.toJS(), {
    error: ({ code, input }) => (code === "invalid_type" && input === undefined ? "is missing" : undefined),
  });
  const problems: readonly Problem[] = parsed.success
    ? findInconsistencies(parsed.data)
    : parsed.error.issues.map((issue) => ({ path: pathOf(issue), message: issue.message }));
  if (!parsed.success || problems.length > 0) {
    throw new InvalidCatalogue(
      file,
      problems.map(({ path, message }) => {
        const where = path.length > 0 ? `${path.join(".")}: ` : "";
        return `${file}:${lineOf(offsetOf(document.contents, path))}: ${where}${message}`;
      }),
    );
  }
  return catalogueOf(parsed.data);
}

/** zod names an unknown key beside the path of the object that holds it. */
function pathOf(issue: { path: PropertyKey[]; code: string; keys?: string[] }): PropertyKey[] {
  return issue.code === "unrecognized_keys" ? [...issue.path, ...(issue.keys ?? []).slice(0, 1)] : issue.path;
}

/** Where in the text a path is, or the nearest thing around it that is there. */
function offsetOf(root: unknown, path: readonly PropertyKey[]): number {
  let node = root;
  let offset = startOf(root);
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && key.value === step);
      if (!isPair(pair)) return offset;
      offset = startOf(pair.key);
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(step)];
      offset = node === undefined ? offset : startOf(node);
    } else return offset;
  }
  return offset;
}

function startOf(node: unknown): number {
  return (node as Node | null | undefined)?.range?.[0] ?? 0;
}
