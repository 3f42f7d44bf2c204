import { commandOf } from "./subcommands.ts";

const usage = `los clients import FILE.csv [--dry-run] [--occurred-at TIME] [--no-wait] [--output table|json]
los clients reconcile [--client ID] [--dry-run] [--yes] [--output table|json]
los clients show ID [--limit N] [--output table|json|csv]
los clients forget ID --reason TEXT [--dry-run] [--yes]

import: records what a list of clients says, and writes it to Zendesk. The first line names the columns, in any order:
client_id, name and segment; if you like vertical, domains (separated by ; or space), seo_analyst, da_analyst,
account_manager, client_center_id, client_hub_urn, service_level. An empty cell says nothing; a client that is not in the
list is left alone. Bad rows are named, the good ones imported. Running it again does no harm.
  --dry-run      says what would change, and changes nothing
  --occurred-at  when the list was true, as in 2026-11-20T15:04:05Z; otherwise, when the file was last written
  --no-wait      leaves the writing to the running service

reconcile: compares all known clients with their organizations in Zendesk, and mends what differs.
  --client       only this one
  --dry-run      shows what differs, and changes nothing
  --yes          does not ask

show: what we know of a client and from where, its organization, its work, how complete its onboarding is, its history.
  --limit        so much of the history, the newest; otherwise 20
  --output csv   the history, for a spreadsheet

forget: erases what is known of a client, for whoever asks for it. What it has in Zendesk stays.
  --reason       why, for the history
  --dry-run      says what would be erased, and erases nothing
  --yes          does not ask

Exits 0 when all is well, 1 when rows were bad, or conflicts or failures are left, 2 when a dry run found changes.`;

export const clients = commandOf("clients", usage, {
  import: async () => (await import("./clients-import.ts")).importClients,
  reconcile: async () => (await import("./clients-reconcile.ts")).reconcileClients,
  show: async () => (await import("./clients-show.ts")).showClient,
  forget: async () => (await import("./clients-forget.ts")).forgetOne,
});
