import { type Document, type ErrorCode, type Node, visit } from "yaml";

/** What makes a text no YAML, and where. */
export type YamlProblem = { readonly offset: number; readonly message: string };

const hints: Partial<Record<ErrorCode, string>> = {
  TAB_AS_INDENT: "indent with spaces",
  DUPLICATE_KEY: "leave one of them",
  BAD_INDENT: "give what belongs together the same indentation",
  MISSING_CHAR: "close every quote, [ and {",
  BLOCK_AS_IMPLICIT_KEY: "put text that has a colon in it in quotes",
  MULTILINE_IMPLICIT_KEY: "write a colon after the key",
  UNEXPECTED_TOKEN: "put text with signs in it in quotes",
  MULTIPLE_DOCS: "leave out the line of ---",
};

export function findYamlProblems(document: Document.Parsed): YamlProblem[] {
  const problems = document.errors.map(({ code, message, pos }) => ({
    offset: pos[0],
    message: `${code === "MULTIPLE_DOCS" ? "a second document begins here" : message}; ${hints[code] ?? "check indentation, colons and quotes here and in the line before"}`,
  }));
  return [...problems, ...findUnknownAliases(document)];
}

/** Known to `yaml` only when a document is turned into data, without a place. */
function findUnknownAliases(document: Document.Parsed): YamlProblem[] {
  const problems: YamlProblem[] = [];
  visit(document, {
    Alias(_, alias) {
      if (alias.resolve(document) !== undefined) return;
      const message = `there is no anchor &${alias.source}; put text that begins with * in quotes`;
      problems.push({ offset: (alias as Node).range?.[0] ?? 0, message });
    },
  });
  return problems;
}
