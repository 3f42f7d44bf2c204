import type { FastifyInstance } from "fastify";
import type { Account, Group } from "./account.ts";
import { paginate } from "./pagination.ts";
import { addressOf, originOf, queryOf } from "./request-parts.ts";

/** Groups of agents under /api/v2 (Zendesk API reference, Groups). */
export function serveGroups(api: FastifyInstance, account: Account): void {
  api.get("/groups", (request) =>
    paginate(
      account.groups,
      { key: "groups", address: addressOf(request), query: queryOf(request) },
      (group) => presentGroup(group, originOf(request)),
    ),
  );
}

function presentGroup(group: Group, origin: string): object {
  return { url: `${origin}/api/v2/groups/${group.id}.json`, ...group };
}
