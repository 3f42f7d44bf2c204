import { parseArgs } from "node:util";

import { DateTime } from "luxon";

import { loadCatalogue } from "../catalogue/load-catalogue.ts";
import { configDirIn } from "../config.ts";
import { reviewCatalogue } from "../domain/review/review-catalogue.ts";
import type { Finding } from "../domain/review/review-finding.ts";
import { catalogueReview } from "./catalogue-review.ts";
import { exit, type Io, outputOf } from "./io.ts";

export async function checkCatalogue(args: readonly string[], io: Io): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { output: { type: "string", default: "table" } },
  });
  const output = outputOf(values.output);
  const findings = reviewCatalogue(await loadCatalogue(configDirIn(io.env)), DateTime.now());
  const has = (status: Finding["status"]): boolean => findings.some((finding) => finding.status === status);

  if (output === "table") io.out(catalogueReview(findings));
  else io.out(JSON.stringify({ complete: !has("missing") && !has("inconsistent"), findings }, null, 2));
  if (has("inconsistent")) return exit.problem;
  return has("missing") ? exit.changes : exit.done;
}
