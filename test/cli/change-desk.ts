import type { Organization } from "../../src/sandbox/account.ts";
import type { NewTicket } from "../../src/sandbox/tickets.ts";
import { recordTicketPage } from "../../src/store/inbox/catch-up.ts";
import { recordMessages } from "../../src/store/inbox/record-messages.ts";
import { findTicket } from "../../src/zendesk/ticket-rows.ts";
import { los } from "../support/command.ts";
import { aMessage, type Said } from "../store/messages.ts";
import { type Desk, header, openDesk, soundRows } from "./client-lists.ts";

export const changeHeader = "client_id,segment,service_level";

/** A moment that these tests do not live to see. */
export const inACentury = "2126-12-01T08:00:00Z";

/** After the list of clients and before now. */
const decidedOn = "2026-11-21T12:00:00Z";

/** A desk whose clients C-1, C-2 … are SMB in Zendesk, all written a while ago. */
export async function openChangeDesk(clients: number): Promise<Desk> {
  const desk = await openDesk();
  // These readings were made already, too.
  const readings = ["catch-up-tickets", "catch-up-organizations"];
  await desk.db
    .insertInto("sweeps")
    .values(readings.map((name) => ({ name, started_at: new Date() })))
    .execute();
  const file = await desk.write([header, ...soundRows(clients)]);
  const { code, err } = await los(["clients", "import", file], desk.env);
  if (code !== 0) throw new Error(`the clients were not imported: ${err}`);
  await desk.db.updateTable("organization_links").set({ writes: [] }).execute();
  desk.sandbox.forgetCalls();
  return desk;
}

export async function writeChanges(
  desk: Desk,
  rows: readonly string[],
  name = "2026-12.csv",
): Promise<string> {
  return await desk.write([changeHeader, ...rows], { name, asOf: decidedOn });
}

export function organizationOf({ sandbox }: Desk, clientId: string): Organization {
  const found = sandbox.account.organizations.list().find(({ external_id }) => external_id === clientId);
  if (!found) throw new Error(`no organization of ${clientId}`);
  return found;
}

/** Tickets of a client that we have heard of; answers their ids. */
export async function knownTickets(
  desk: Desk,
  clientId: string,
  tickets: readonly (NewTicket & { readonly createdAt?: string })[],
): Promise<number[]> {
  const { id: organization_id } = organizationOf(desk, clientId);
  const known = tickets.map(({ createdAt, ...ticket }) => {
    const created = findTicket(desk.sandbox.createTicket({ ...ticket, organization_id }));
    if (!created) throw new Error("a ticket of the sandbox cannot be read");
    return createdAt === undefined ? created : { ...created, createdAt };
  });
  await recordTicketPage(desk.db, known, "a cursor");
  return known.map(({ id }) => id);
}

/** Accounting says this of a client at that moment. */
export async function accountingSays({ db }: Desk, said: Said, occurredAt: string): Promise<void> {
  await recordMessages(db, [aMessage(`msg_${occurredAt}`, said, { occurredAt })]);
}
