import type { Block, Document, Section } from "../domain/document/document-tree.ts";
import { html, type Html } from "../markup/html.ts";
import { documentStyle } from "./catalogue-style.ts";

const style: Html = { markup: `<style>${documentStyle}</style>` };

/** The document as one file that needs no other, runs nothing, and prints well. */
export function htmlDocument({ title, note, sections }: Document): string {
  return `${
    html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width" />
          <meta name="color-scheme" content="light dark" />
          <title>${title}: ${note}</title>
          ${style}
        </head>
        <body>
          <header>
            <h1>${title}</h1>
            <p>${note}</p>
          </header>
          <nav aria-label="Contents">
            <ul>
              ${sections.map((one, index) => html`<li><a href="#part-${index + 1}">${one.title}</a></li>`)}
            </ul>
          </nav>
          <main>
            ${sections.map(
              (one, index) => html`<section id="part-${index + 1}">${contents(one, 2)}</section> `,
            )}
          </main>
        </body>
      </html>`.markup
  }\n`;
}

function contents({ title, blocks, sections }: Section, depth: number): Html {
  const tag: Html = { markup: `h${Math.min(depth, 6)}` };
  return html`
<${tag}>${title}</${tag}>
${blocks.map(inHtml)}${sections.map((inner) => html`<section>${contents(inner, depth + 1)}</section> `)}`;
}

function inHtml(block: Block): Html {
  switch (block.kind) {
    case "paragraph":
      return html`<p>${block.text}</p> `;
    case "list":
      return html`<ul>
        ${block.items.map((item) => html`<li>${item}</li>`)}
      </ul> `;
    case "links":
      return html`<ul>
        ${block.links.map(({ title, url }) => html`<li><a href="${url}">${title}</a></li>`)}
      </ul> `;
    case "facts":
      return html`<dl>
        ${block.facts.map(
          ([term, text]) =>
            html`<dt>${term}</dt>
              <dd>${text}</dd>`,
        )}
      </dl> `;
    case "table":
      // What is wider than a phone is scrolled, with the keyboard too.
      return html`<div class="table" role="group" aria-label="${block.header.join(", ")}" tabindex="0">
        <table>
          <thead>
            <tr>
              ${block.header.map((cell) => html`<th scope="col">${cell}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${block.rows.map(row)}
          </tbody>
        </table>
      </div> `;
  }
}

function row([heading = "", ...cells]: readonly string[]): Html {
  return html`<tr>
    <th scope="row">${heading}</th>
    ${cells.map((cell) => html`<td>${cell}</td>`)}
  </tr> `;
}
