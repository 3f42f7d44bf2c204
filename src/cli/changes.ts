import { commandOf } from "./subcommands.ts";

const usage = `los changes plan FILE.csv [--effective-at TIME] [--occurred-at TIME] [--output table|json|csv]
los changes apply FILE.csv [--effective-at TIME] [--occurred-at TIME] [--name ID] [--yes] [--no-wait] [--output table|json]
los changes list [--output table|json]
los changes show ID [--output table|json]
los changes cancel ID --reason TEXT [--yes]

A change set moves clients to another segment. The first line of the file names the columns, in any order: client_id and
segment; if you like service_level (otherwise that of the segment). A client that is not in the file is left alone. Bad
rows are named.

plan: compares the file with Zendesk, and changes nothing: what would be written, which unsolved tickets get another
service level, how many of them would be in breach at once, which clients would not be moved and why, what it takes.
apply: shows the plan, asks, records the change set, writes it to Zendesk, and re-tags the tickets. Running it again does
no harm.
  --effective-at  when it takes effect, as in 2026-12-01T00:00:00-08:00; otherwise at once
  --occurred-at   when it was decided: what was said of a client later stays; otherwise, when the file was last written
  --name          of the change set; otherwise that of the file
  --yes           does not ask
  --no-wait       leaves the writing to the running service

list: the change sets, those with the next effect first, and how many clients they moved or will move.
show: what of a change set is still to come, client by client.
cancel: what of a change set is still to come will not. What has taken effect stays.
  --reason        why, for the history
  --yes           does not ask

Exits 0 when all is well or nothing is to do, 1 when rows were bad, clients could not be moved, or work is left, 2 when a
plan has changes.`;

export const changes = commandOf("changes", usage, {
  plan: async () => (await import("./changes-plan.ts")).planChangeSet,
  apply: async () => (await import("./changes-apply.ts")).applyChangeSet,
  list: async () => (await import("./changes-list.ts")).listChanges,
  show: async () => (await import("./changes-show.ts")).showChanges,
  cancel: async () => (await import("./changes-cancel.ts")).cancelChanges,
});
