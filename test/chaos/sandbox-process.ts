/** A sandbox that misbehaves as it is told, behind a gate that writes down what it was asked; its argument is JSON. */
import { seededRandom } from "../../src/sandbox/seeded-random.ts";
import { startSandbox } from "../../src/sandbox/start-sandbox.ts";
import { newTicketOf } from "../bench/bench-tickets.ts";
import { answerParent } from "../bench/child-process.ts";
import { enterpriseSandbox } from "../bench/enterprise-sandbox.ts";
import { zendeskSecret } from "../support/environment.ts";
import { levelTags } from "../support/level-tags.ts";
import { openHistory, type Rest } from "./history.ts";
import { type Exchange, startRecordingGate } from "./recording-gate.ts";
import { writtenKeys } from "./written-keys.ts";
import { callFaults, jobFaults, webhookFaults } from "./zendesk-faults.ts";

export type SandboxArgument = {
  readonly seed: number;
  readonly minuteMs: number;
  readonly history: string;
  readonly webhookUrl: string;
};

/** How often it is looked whether a job is over (milliseconds). */
const lookEveryMs = 10;

const { seed, minuteMs, history, webhookUrl } = JSON.parse(process.argv[2] ?? "{}") as SandboxArgument;
const tell = openHistory(history);
const dice = seededRandom(seed);
const sandbox = await startSandbox({
  ...enterpriseSandbox(minuteMs),
  seed,
  webhooks: [{ url: webhookUrl, secret: zendeskSecret }],
  webhookFaults,
});
const { account } = sandbox;
const jobsUnderWay = new Map<string, { readonly at: number; readonly keys: readonly string[] }>();

account.changes.listen((change) => {
  if (change.kind === "organization" && !change.before && change.after?.external_id) {
    tell({ kind: "created", at: Date.now(), externalId: change.after.external_id });
  }
});

const gate = await startRecordingGate(sandbox.url, (exchange) => {
  const { at, until, method, path, status } = exchange;
  tell({ kind: "called", at, until, method, path, status });
  const keys = writtenKeys(exchange, (id) => account.organizations.get(id)?.external_id ?? undefined);
  const job = jobIn(exchange);
  if (keys.length > 0 && job !== undefined) jobsUnderWay.set(job, { at, keys });
  else for (const key of keys) tell({ kind: "wrote", at, until, key });
});

const watching = setInterval(() => {
  for (const { id, status } of jobsUnderWay.size > 0 ? sandbox.jobs : []) {
    const job = jobsUnderWay.get(id);
    if (!job || status === "queued" || status === "working") continue;
    jobsUnderWay.delete(id);
    for (const key of job.keys) tell({ kind: "wrote", at: job.at, until: Date.now(), key });
  }
}, lookEveryMs);

function jobIn({ status, answer }: Exchange): string | undefined {
  if (status !== 200) return undefined;
  try {
    return (JSON.parse(answer.toString()) as { job_status?: { id: string } }).job_status?.id;
  } catch {
    return undefined;
  }
}

function faultsByKind(): Record<string, number> {
  const kinds = [
    ...sandbox.calls.flatMap(({ fault }) => (fault === null ? [] : [fault])),
    ...sandbox.jobs.flatMap(({ faults }) => faults.map((fault) => `job: ${fault}`)),
    ...sandbox.deliveries.filter(({ status }) => status === "lost").map(() => "event never sent"),
  ];
  return Object.fromEntries(
    [...Map.groupBy(kinds, (kind) => kind)].map(([kind, { length }]) => [kind, length]),
  );
}

/** People write a ticket, take the tag of its level off, or give it to another organization. */
function peopleDoSomething(number: number): void {
  const organizations = account.organizations.list();
  const ticket = account.tickets.list()[Math.floor(dice() * account.tickets.list().length)];
  const chance = dice();
  if (!ticket || chance < 0.7) sandbox.createTicket(newTicketOf(number, organizations));
  else if (chance < 0.85) sandbox.editTicket(ticket.id, { remove_tags: levelTags(ticket.tags) });
  else {
    const other = organizations[Math.floor(dice() * organizations.length)];
    if (other) sandbox.editTicket(ticket.id, { organization_id: other.id });
  }
}

answerParent(
  gate.url,
  {
    misbehave(): void {
      sandbox.tellFaults(callFaults);
      sandbox.tellJobFaults(jobFaults);
      sandbox.tellWebhookFaults(webhookFaults);
    },
    behave(): void {
      sandbox.tellFaults([]);
      sandbox.tellJobFaults([]);
      sandbox.tellWebhookFaults({});
    },
    slowDown: (ms: number) => gate.slowDown(ms),
    countFaults: () => Object.values(faultsByKind()).reduce((sum, one) => sum + one, 0),
    peopleDoSomething,
    countUnderWay: () =>
      sandbox.deliveries.filter(({ status }) => status === "under way").length + jobsUnderWay.size,
    rest(): void {
      const { refused, organizationUpdates, ticketUpdates } = sandbox.usage;
      const rowsRefused = organizationUpdates.rowsRefused + ticketUpdates.rowsRefused;
      tell({
        kind: "rest",
        at: Date.now(),
        organizations: account.organizations.list(),
        tickets: account.tickets.list(),
        refused: Object.values(refused).reduce((sum, one) => sum + one, rowsRefused),
        faults: faultsByKind(),
      } satisfies Rest);
    },
  },
  async () => {
    clearInterval(watching);
    await gate.close();
    await sandbox.close();
  },
);
