import { counted } from "../domain/counted.ts";
import { pagesOfKnownClients } from "../store/clients/known-clients.ts";
import { compareClients, type Difference } from "./compare-clients.ts";
import { currentOrganizations } from "./current-organizations.ts";
import { exit, type Io } from "./io.ts";
import type { OpenClients } from "./open-clients.ts";
import { stopSignal } from "./stop-signal.ts";

/** So many lines are shown; JSON has all of them. */
const shownAtMost = 100;

/** Shows how Zendesk differs from what is desired; changes nothing anywhere. */
export async function previewReconcile(
  opened: OpenClients,
  clientId: string | undefined,
  output: "table" | "json",
  io: Io,
): Promise<number> {
  const { catalogue, db } = opened;
  await using open = new AsyncDisposableStack();
  const signal = stopSignal(io, open);
  const organizations = currentOrganizations(opened, open, signal);

  const differences: Difference[] = [];
  let compared = 0;
  let calls = 0;
  for await (const records of pagesOfKnownClients(db, clientId)) {
    if (signal.aborted) break;
    const some = await compareClients(records, organizations, catalogue).catch((err: unknown) => {
      if (signal.aborted) return undefined;
      throw err;
    });
    if (!some) break;
    differences.push(...some);
    compared += records.length;
    calls += 1;
    if (compared % 5000 === 0) io.err(`${counted(compared, "client")} compared`);
  }

  const counts = { compared, calls, inStep: compared - differences.length, ...kindsOf(differences) };
  if (output === "json") io.out(JSON.stringify({ ...counts, differences }, null, 2));
  else {
    const lines = differences.flatMap(linesOf);
    for (const line of lines.slice(0, shownAtMost)) io.out(line);
    if (lines.length > shownAtMost) io.out(`… and ${counted(lines.length - shownAtMost, "line")} more`);
    io.out(
      `${counted(compared, "client")} compared by ${counted(calls, "call")}: ${counts.inStep} in step, ` +
        `${counts.differs} differ, ${counts.missing} without an organization of their id, ` +
        `${counts.problem} cannot be written as they are; nothing was changed`,
    );
  }
  if (signal.aborted) {
    io.err("stopped before everything was compared");
    return exit.problem;
  }
  return differences.length > 0 ? exit.changes : exit.done;
}

function kindsOf(differences: readonly Difference[]): Record<Difference["kind"], number> {
  const count = (kind: Difference["kind"]): number => differences.filter((one) => one.kind === kind).length;
  return { differs: count("differs"), missing: count("missing"), problem: count("problem") };
}

function linesOf({ clientId, name, kind, fields, problem }: Difference): string[] {
  const whose = `${clientId} "${name}"`;
  switch (kind) {
    case "problem":
      return [`${whose}  ${problem}`];
    case "missing":
      return [`${whose}  no organization has its id: one would be found by its link or name, or created`];
    case "differs":
      return fields.map(
        ({ field, actual, desired }) => `${whose}  ${field}: ${textOf(actual)} → ${textOf(desired)}`,
      );
  }
}

function textOf(value: unknown): string {
  if (value === null || value === "") return "(nothing)";
  if (Array.isArray(value)) return value.length === 0 ? "(nothing)" : value.join(", ");
  return typeof value === "string" ? value : JSON.stringify(value);
}
