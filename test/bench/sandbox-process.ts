/** A sandbox of Zendesk Suite Enterprise in a process of its own; its options are the argument, as JSON. */
import type { FaultRule } from "../../src/sandbox/faults.ts";
import type { SandboxOptions } from "../../src/sandbox/sandbox.ts";
import { seededRandom } from "../../src/sandbox/seeded-random.ts";
import { startSandbox } from "../../src/sandbox/start-sandbox.ts";
import { answerParent } from "./child-process.ts";
import { latencyAnswers } from "./latency-answers.ts";
import { ticketAnswers } from "./ticket-answers.ts";

/** What it was asked since it was last told to forget; the limits count from the start. */
export type Account = {
  readonly calls: number;
  readonly writes: number;
  readonly organizations: number;
  /** Answers 429, and rows of jobs that failed because their organization or ticket was updated too often. */
  readonly refused: number;
  readonly mostCallsInAMinute: number;
};

/** Bulk jobs since the start. */
export type JobAccount = { readonly jobs: number; readonly rows: number };

const sandbox = await startSandbox(JSON.parse(process.argv[2] ?? "{}") as SandboxOptions);
const dice = seededRandom(1);

answerParent(
  sandbox.url,
  {
    account(): Account {
      const calls = sandbox.calls.filter(({ path }) => path.startsWith("/api/v2/"));
      const { refused, organizationUpdates, ticketUpdates, mostCallsInAMinute } = sandbox.usage;
      const rowsRefused = organizationUpdates.rowsRefused + ticketUpdates.rowsRefused;
      return {
        calls: calls.length,
        writes: calls.filter(({ method }) => method !== "GET").length,
        organizations: sandbox.account.organizations.size,
        refused: Object.values(refused).reduce((sum, one) => sum + one, rowsRefused),
        mostCallsInAMinute,
      };
    },
    forgetCalls: () => sandbox.forgetCalls(),
    tellFaults: (faults: readonly FaultRule[]) => sandbox.tellFaults(faults),
    jobAccount: (): JobAccount => ({
      jobs: sandbox.jobs.length,
      rows: sandbox.jobs.reduce((sum, { total }) => sum + total, 0),
    }),
    /** People write another account manager into this share of all organizations. Answers how many that were. */
    edit(share: number): number {
      const edited = sandbox.account.organizations.list().filter(() => dice() < share);
      for (const { id } of edited) {
        sandbox.editOrganization(id, { organization_fields: { account_manager: "Somebody Else" } });
      }
      return edited.length;
    },
    countEdited: () =>
      sandbox.account.organizations
        .list()
        .filter(({ organization_fields: fields }) => fields["account_manager"] === "Somebody Else").length,
    countManagedBy: (name: string) =>
      sandbox.account.organizations
        .list()
        .filter(({ organization_fields: fields }) => fields["account_manager"] === name).length,
    has: (externalId: string) =>
      sandbox.account.organizations.findBy("external_id", externalId.toLowerCase()) !== undefined,
    ...ticketAnswers(sandbox),
    ...latencyAnswers(sandbox),
  },
  async () => await sandbox.close(),
);
