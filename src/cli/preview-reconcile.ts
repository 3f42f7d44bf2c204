import { openZendesk } from "../open-zendesk.ts";
import { pagesOfKnownClients } from "../store/known-clients.ts";
import { listByExternalIds } from "../zendesk/many-organizations.ts";
import { compareClients, type Difference } from "./compare-clients.ts";
import { counted } from "./counted.ts";
import { exit, type Io } from "./io.ts";
import type { OpenClients } from "./open-clients.ts";

/** So many lines are shown; JSON has all of them. */
const shownAtMost = 100;

/** Shows how Zendesk differs from what is desired; changes nothing anywhere. */
export async function previewReconcile(
  { config, catalogue, db, log }: OpenClients,
  clientId: string | undefined,
  output: "table" | "json",
  io: Io,
): Promise<number> {
  await using open = new AsyncDisposableStack();
  const stopping = new AbortController();
  open.use(io.onStop(() => stopping.abort()));
  const client = openZendesk({ config, redisUrl: config.redisUrl, log, open }).clientFor("bulk");
  const organizations = {
    listByExternalIds: async (ids: readonly string[]) => await listByExternalIds(client, ids),
  };

  const differences: Difference[] = [];
  let compared = 0;
  let calls = 0;
  for await (const records of pagesOfKnownClients(db, clientId)) {
    if (stopping.signal.aborted) break;
    differences.push(...(await compareClients(records, organizations, catalogue)));
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
  if (stopping.signal.aborted) return exit.problem;
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
      return [`${whose}  no organization has its id: one would be found by its name or link, or created`];
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
