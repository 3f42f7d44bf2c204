import { LineCounter, parseDocument } from "yaml";

import type { Catalogue } from "../domain/catalogue/catalogue.ts";
import { catalogueOf } from "./catalogue-of.ts";
import { findInconsistencies } from "./inconsistencies.ts";
import { offsetOf } from "./offset-of.ts";
import { catalogueFile } from "./schema.ts";
import { describeIssue, problemsOf } from "./shape-problems.ts";
import { findYamlProblems } from "./yaml-problems.ts";

/** The catalogue file cannot be used. Each problem names file and line, and what to write instead. */
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
  const misread = findYamlProblems(document);
  if (misread.length > 0) {
    throw new InvalidCatalogue(
      file,
      misread.map(({ offset, message }) => `${file}:${lineOf(offset)}: ${message}`),
    );
  }

  const parsed = catalogueFile.safeParse(document.toJS(), { error: describeIssue });
  const problems = parsed.success ? findInconsistencies(parsed.data) : problemsOf(parsed.error.issues);
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
