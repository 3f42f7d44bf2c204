import type { Block, Section } from "../../domain/document/document-tree.ts";
import { html, type Html } from "../../markup/html.ts";
import { facts, table } from "../look/parts.ts";

/** A section of a document, its heading as deep as the page asks. */
export function documentSection({ title, blocks, sections }: Section, depth: number): Html {
  const tag: Html = { markup: `h${Math.min(depth, 6)}` };
  return html`<section class="document">
    <${tag}>${title}</${tag}>
    ${blocks.map((block) => inHtml(block, title))} ${sections.map((inner) => documentSection(inner, depth + 1))}
  </section>`;
}

function inHtml(block: Block, title: string): Html {
  switch (block.kind) {
    case "paragraph":
      return html`<p>${block.text}</p>`;
    case "list":
      return html`<ul class="list">
        ${block.items.map((item) => html`<li>${item}</li>`)}
      </ul>`;
    case "links":
      return html`<ul class="list">
        ${block.links.map((link) => html`<li><a href="${link.url}" rel="noreferrer">${link.title}</a></li>`)}
      </ul>`;
    case "facts":
      return facts(block.facts);
    case "table":
      return table(
        title,
        block.header.map((heading) => ({ title: heading })),
        block.rows,
      );
  }
}
