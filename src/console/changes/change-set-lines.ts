import type { Catalogue } from "../../domain/catalogue/catalogue.ts";
import { enumerated } from "../../domain/document/document-words.ts";
import type { WantedChange } from "../../operations/change-set.ts";

export type LineProblem = { readonly line: number; readonly problem: string };

export type ReadLines = {
  readonly changes: readonly WantedChange[];
  readonly problems: readonly LineProblem[];
};

const header = "client_id";

/**
 * Reads `client_id,segment[,service_level]` line by line, as files have them; from a spreadsheet cells come with tabs
 * between them. Neither names nor ids have commas: Zendesk separates external ids by them.
 */
export function readChangeLines(
  text: string,
  { segments, serviceLevels }: Pick<Catalogue, "segments" | "serviceLevels">,
): ReadLines {
  const segmentNames = segments.map(({ name }) => name);
  const levelNames = serviceLevels.map(({ name }) => name);
  const changes: WantedChange[] = [];
  const problems: LineProblem[] = [];
  const lineOf = new Map<string, number>();

  for (const [index, content] of text.split(/\r\n|\r|\n/).entries()) {
    const line = index + 1;
    const cells = content.split(content.includes("\t") ? "\t" : ",").map((cell) => cell.trim());
    const [clientId = "", segment = "", serviceLevel = "", ...others] = cells;
    if (content.trim() === "" || (index === 0 && clientId === header)) continue;
    const problem =
      others.length > 0
        ? "has more than client_id, segment and service_level"
        : (problemOfId(clientId, lineOf.get(clientId)) ??
          problemOf("segment", segment, segmentNames) ??
          (serviceLevel === "" ? undefined : problemOf("service level", serviceLevel, levelNames)));
    lineOf.set(clientId, line);
    if (problem === undefined) changes.push({ clientId, segment, serviceLevel: serviceLevel || null });
    else problems.push({ line, problem });
  }
  return { changes, problems };
}

function problemOfId(clientId: string, before: number | undefined): string | undefined {
  if (clientId === "") return "has no client id";
  if (clientId.length > 100) return "has a client id of more than 100 characters";
  return before === undefined ? undefined : `${clientId} stands in line ${before} too`;
}

function problemOf(what: string, name: string, known: readonly string[]): string | undefined {
  if (name === "") return `has no ${what}`;
  return known.includes(name) ? undefined : `${what} "${name}" is none of ${enumerated(known, "or")}`;
}
