import { commandOf } from "./subcommands.ts";

const usage = `los jobs list [FILTER] [--by-cause] [--limit N] [--output table|json|csv]
los jobs show ID [--output table|json]
los jobs retry ID... | FILTER [--reason WHY] [--dry-run] [--yes] [--output table|json]
los jobs discard ID... | FILTER --reason WHY [--dry-run] [--yes] [--output table|json]

FILTER, of which all must hold: --state pending|ok|failed|conflict|discarded, --cause CAUSE, --client ID (it and its
tickets), --kind reconcile-client|review-ticket, --since TIME and --until TIME (when it became what it is, as in
2026-11-20T15:04:05Z), --attempts N (failed so often or more).

list: the jobs that failed or are in conflict, or those of the state that is given, newest change first.
  --by-cause  how many failed for which cause, since when, and what the last of them says
  --limit     so many at most; otherwise 50
show: one job, with the call to Zendesk that it failed with.
retry: looks at them again, as they are desired now and with all their attempts, behind whatever somebody waits for. Jobs
that run anyway are left alone. Shows how many for which cause, asks, and then how far it is. Ctrl-C stops it: what was not
begun is put back as it was.
discard: nobody looks at them until the next message about them. Only what failed or is in conflict.
  --reason    why, for the history
  --dry-run   says which, and changes nothing
  --yes       does not ask

Exits 0 when all is well, 1 when a job is not there, failed again or was put back, 2 when a dry run found jobs.`;

export const jobs = commandOf("jobs", usage, {
  list: async () => (await import("./jobs-list.ts")).listJobs,
  show: async () => (await import("./jobs-show.ts")).showJob,
  retry: async () => (await import("./jobs-retry.ts")).retryJobs,
  discard: async () => (await import("./jobs-discard.ts")).discardJobs,
});
