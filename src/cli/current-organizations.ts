import { patiently } from "../jobs/patiently.ts";
import type { ManyOrganizations } from "../jobs/ports.ts";
import { openZendesk } from "../open-zendesk.ts";
import { listByExternalIds } from "../zendesk/many-organizations.ts";
import type { OpenClients } from "./open-clients.ts";

/** The organizations as Zendesk has them now; asks as bulk work does, and waits as long as it has to, until `signal` says stop. */
export function currentOrganizations(
  { config, log }: Pick<OpenClients, "config" | "log">,
  open: AsyncDisposableStack,
  signal: AbortSignal,
): Pick<ManyOrganizations, "listByExternalIds"> {
  const client = openZendesk({ config, redisUrl: config.redisUrl, log, open }).clientFor("bulk");
  return {
    listByExternalIds: async (ids) =>
      await patiently(async () => await listByExternalIds(client, ids), signal),
  };
}
