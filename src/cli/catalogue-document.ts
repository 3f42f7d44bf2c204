import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";

import { DateTime } from "luxon";

import { loadCatalogue } from "../catalogue/load-catalogue.ts";
import { configDirIn } from "../config.ts";
import type { Catalogue, ServiceLevel } from "../domain/catalogue/catalogue.ts";
import { documentCatalogue } from "../domain/document/document-catalogue.ts";
import type { Document } from "../domain/document/document-tree.ts";
import { htmlDocument } from "./catalogue-html.ts";
import { markdownDocument } from "./catalogue-markdown.ts";
import { exit, type Io, UsageError } from "./io.ts";

const formats: Readonly<Record<string, (document: Document) => string>> = {
  markdown: markdownDocument,
  html: htmlDocument,
};

export async function writeCatalogueDocument(args: readonly string[], io: Io): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      level: { type: "string" },
      audience: { type: "string", default: "customer" },
      format: { type: "string", default: "markdown" },
      out: { type: "string" },
    },
  });
  const { audience, format, level, out } = values;
  if (audience !== "customer" && audience !== "staff") {
    throw new UsageError(`--audience is customer or staff, not "${audience}"`);
  }
  const render = Object.hasOwn(formats, format) ? formats[format] : undefined;
  if (!render) throw new UsageError(`--format is markdown or html, not "${format}"`);

  const catalogue = await loadCatalogue(configDirIn(io.env));
  const levels = level === undefined ? catalogue.serviceLevels : [levelCalled(level, catalogue)];
  const text = render(documentCatalogue(catalogue, { levels, audience, now: DateTime.now() }));
  if (out === undefined) io.out(text.trimEnd());
  else {
    await writeFile(out, text);
    io.err(`written to ${out}`);
  }
  return exit.done;
}

function levelCalled(written: string, { serviceLevels }: Catalogue): ServiceLevel {
  const level = serviceLevels.find(({ name, slug }) =>
    [name, slug].some((called) => called.toLowerCase() === written.trim().toLowerCase()),
  );
  if (level) return level;
  const choice = serviceLevels.map(({ slug }) => slug).join(", ");
  throw new UsageError(`--level is one of ${choice}, not "${written}"`);
}
