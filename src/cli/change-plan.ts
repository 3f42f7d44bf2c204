import { DateTime } from "luxon";

import { wouldBreach } from "../domain/tickets/breaches.ts";
import { type Catalogue, levelOf } from "../domain/catalogue/catalogue.ts";
import {
  type ChangeOfClient,
  changeOfClient,
  type ChangeProblem,
} from "../domain/clients/change-of-client.ts";
import type { Statement } from "../domain/clients/client.ts";
import type { Instant } from "../domain/instant.ts";
import { agreementOf } from "../jobs/agreement.ts";
import type { ManyOrganizations } from "../jobs/ports.ts";
import { createClients } from "../store/clients/clients.ts";
import type { Database } from "../store/database.ts";
import { createOrganizationLinks } from "../store/clients/organization-links.ts";
import { listUnsolvedTickets } from "../store/tickets/unsolved-tickets.ts";
import { type Estimate, estimateChange } from "./change-estimate.ts";
import type { ChangeList } from "./change-list.ts";
import { changeProblemText } from "./change-problem-text.ts";
import { currentOrganizations } from "./current-organizations.ts";
import type { OpenClients } from "./open-clients.ts";

/** What a change set would do, client by client, compared with what Zendesk shows now. */
export type ChangePlan = {
  /** Null: at once. */
  readonly effectiveAt: Instant | null;
  readonly rows: readonly PlannedClient[];
  readonly counts: PlanCounts;
  readonly estimate: Estimate;
};

export type PlannedClient = WordedChange & {
  /** Unsolved tickets that get another level, as we know them. */
  readonly tickets: number;
  /** Of them, those that are in breach at once by the new level's targets. */
  readonly breaching: number;
};

type WordedChange = Omit<ChangeOfClient, "problem"> & {
  readonly problem: { readonly cause: ChangeProblem["cause"]; readonly message: string } | null;
};

export type PlanCounts = {
  readonly badRows: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly problems: number;
  readonly tickets: number;
  readonly breaching: number;
};

type Ports = {
  readonly db: Database;
  readonly catalogue: Catalogue;
  readonly organizations: Pick<ManyOrganizations, "listByExternalIds">;
};

const clientsPerCall = 100;

/** Changes nothing anywhere. @throws Error when `signal` says stop */
export async function planChanges(
  list: ChangeList,
  opened: OpenClients,
  signal: AbortSignal,
): Promise<ChangePlan> {
  const { config, catalogue, db } = opened;
  await using open = new AsyncDisposableStack();
  const organizations = currentOrganizations(opened, open, signal);
  const rows: PlannedClient[] = [];
  for await (const { statements } of list.messages()) {
    for (let from = 0; from < statements.length; from += clientsPerCall) {
      if (signal.aborted) throw new Error("stopped before everything was compared; nothing was changed");
      const some = statements.slice(from, from + clientsPerCall);
      rows.push(...(await planSome(some, { db, catalogue, organizations })));
    }
  }
  const counts = { badRows: list.badRows, ...countsOf(rows) };
  const written = rows.filter(({ fields }) => fields.length > 0).length;
  const estimate = estimateChange(written, counts.tickets, config.zendesk.requestShare);
  return { effectiveAt: list.effectiveAt, rows, counts, estimate };
}

async function planSome(
  statements: readonly Statement[],
  { db, catalogue, organizations }: Ports,
): Promise<PlannedClient[]> {
  const clientIds = statements.map(({ clientId }) => clientId);
  const records = await createClients(db).list(clientIds);
  const links = await createOrganizationLinks(db).list(clientIds);
  const asked = clientIds.filter((clientId) => records.has(clientId));
  const found = asked.length > 0 ? await organizations.listByExternalIds(asked) : new Map<string, never>();
  const changes = statements.map((statement) => {
    const { clientId } = statement;
    const before = {
      record: records.get(clientId),
      agreement: agreementOf(links.get(clientId)),
      organization: found.get(clientId.toLowerCase()),
    };
    return worded(changeOfClient(statement, before, catalogue));
  });
  return await withTickets(changes, db, catalogue);
}

function worded({ problem, ...change }: ChangeOfClient): WordedChange {
  if (!problem) return { ...change, problem };
  return {
    ...change,
    problem: { cause: problem.cause, message: changeProblemText(change.clientId, problem) },
  };
}

async function withTickets(
  changes: readonly WordedChange[],
  db: Database,
  catalogue: Catalogue,
): Promise<PlannedClient[]> {
  const moved = changes.flatMap((change) => change.moved?.organizationId ?? []);
  const tickets = Map.groupBy(
    moved.length > 0 ? await listUnsolvedTickets(db, moved) : [],
    ({ organizationId }) => organizationId,
  );
  const now = DateTime.utc();
  return changes.map((change) => {
    if (!change.moved) return { ...change, tickets: 0, breaching: 0 };
    const { organizationId, level } = change.moved;
    const some = tickets.get(organizationId) ?? [];
    const promised = levelOf(level, catalogue);
    const breaching = some.filter((ticket) => wouldBreach(ticket, promised, catalogue, now));
    return { ...change, tickets: some.length, breaching: breaching.length };
  });
}

function countsOf(rows: readonly PlannedClient[]): Omit<PlanCounts, "badRows"> {
  const of = (kind: PlannedClient["kind"]): number => rows.filter((row) => row.kind === kind).length;
  const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
  return {
    changed: of("changes"),
    unchanged: of("unchanged"),
    problems: of("problem"),
    tickets: sum(rows.map(({ tickets }) => tickets)),
    breaching: sum(rows.map(({ breaching }) => breaching)),
  };
}
