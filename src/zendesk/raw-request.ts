import type { ZendeskClient } from "node-zendesk";

/**
 * A call that node-zendesk has no method for, or the wrong one (its `policies.list` looks for another key than Zendesk
 * answers). The client of tickets takes any address, and leaves answers that are not of tickets as they are.
 */
export async function request(
  client: ZendeskClient,
  method: string,
  path: string,
  body?: object,
): Promise<unknown> {
  const answer: unknown = await client.tickets.request(method, path, ...(body === undefined ? [] : [body]));
  return (answer as { readonly result: unknown }).result;
}

/** Every page of a list, as Zendesk answers them. */
export async function listPages(client: ZendeskClient, path: string): Promise<readonly unknown[]> {
  return await client.tickets.getAll([path]);
}
