import type { Block, Document, Section } from "../domain/document/document-tree.ts";

/** The document in GitHub's flavour of Markdown. */
export function markdownDocument({ title, note, sections }: Document): string {
  const paragraphs = [
    `# ${escaped(title)}`,
    startOfLine(note),
    ...sections.flatMap((one) => section(one, 2)),
  ];
  return `${paragraphs.join("\n\n")}\n`;
}

function section({ title, blocks, sections }: Section, depth: number): string[] {
  return [
    `${"#".repeat(depth)} ${escaped(title)}`,
    ...blocks.map(inMarkdown),
    ...sections.flatMap((inner) => section(inner, depth + 1)),
  ];
}

function inMarkdown(block: Block): string {
  switch (block.kind) {
    case "paragraph":
      return startOfLine(block.text);
    case "list":
      return block.items.map((item) => `- ${startOfLine(item)}`).join("\n");
    case "links":
      return block.links.map(({ title, url }) => `- [${escaped(title)}](<${address(url)}>)`).join("\n");
    case "facts":
      return block.facts.map(([term, text]) => `- **${escaped(term)}:** ${escaped(text)}`).join("\n");
    case "table":
      return [block.header, block.header.map(() => null), ...block.rows].map(row).join("\n");
  }
}

/** Null stands for the rule below the header. */
function row(cells: readonly (string | null)[]): string {
  return `| ${cells.map((cell) => (cell === null ? "---" : escaped(cell))).join(" | ")} |`;
}

function escaped(text: string): string {
  return text.replaceAll(/\s+/g, " ").replaceAll(/[\\`*_[\]<>|#~&]/g, "\\$&");
}

/** There a dash begins a list, and so does a number with a dot. */
function startOfLine(text: string): string {
  return escaped(text.trim())
    .replace(/^[-+=]/, "\\$&")
    .replace(/^(\d+)([.)])/, "$1\\$2");
}

function address(url: string): string {
  return url.replaceAll(/[<>\\\s]/g, encodeURIComponent);
}
