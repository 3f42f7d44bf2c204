import type { ZendeskClient } from "node-zendesk";
import { z } from "zod";

/** As whom we act in Zendesk. */
export type Myself = { readonly name: string; readonly role: string };

const myself = z.object({ id: z.number().nullable(), name: z.string(), role: z.string().nullish() });

/** Who Zendesk says we are; undefined for nobody: without credentials it answers 200 and an anonymous user. */
export async function findMyself(client: ZendeskClient): Promise<Myself | undefined> {
  const { result } = await client.users.me();
  const { id, name, role } = myself.parse(result);
  return id === null ? undefined : { name, role: role ?? "unknown" };
}
